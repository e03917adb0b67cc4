using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;
using Toombos.Client.Documents;
using Toombos.Connectors.Sources.Notion;
using Toombos.Server.Tests.Audiences;
using Toombos.Server.Tests.Connections;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Documents.Api;

/// <summary>Pictures in Notion, whose addresses end after an hour: they are copied once, and questions are spread over all nodes.</summary>
public sealed class NotionPictureTests
{
    const string Page = "0123456789abcdef0123456789abcdef", PageId = "01234567-89ab-cdef-0123-456789abcdef";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Where Notion keeps files: each may be fetched by an address that is signed anew all the time.</summary>
    public sealed class PictureSink : ServiceSink
    {
        protected override ServiceReply Handle(TakenRequest request) => request.Path.EndsWith(".png", StringComparison.Ordinal) ? new(200, "") { Bytes = Png() } : new(200, "no picture");

        static byte[] Png()
        {
            using var bitmap = new SKBitmap(4, 3);
            bitmap.Erase(SKColors.SeaGreen);
            return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
        }
    }

    [Theory, BothDatabases]
    public async Task A_picture_is_copied_once_and_shown_under_an_address_that_stays(DatabaseKind database)
    {
        await using var stage = await ConnectionStage.StartAsync(database);
        await using var pictures = await ServiceSink.StartAsync<PictureSink>();
        var (look, minute) = (0, 1);
        stage.Sink.Else = context =>
        {
            string Picture(string path) => $$"""{"id":"x","type":"image","has_children":false,"image":{"type":"file","file":{"url":"{{pictures.Address}}{{path}}?signature={{++look}}"},"caption":[{"plain_text":"A quay"}]} }""";
            var path = context.Request.Path.Value!;
            if (path == $"/v1/pages/{PageId}") return context.Response.WriteAsync($$$$"""{"object":"page","last_edited_time":"2020-11-02T10:{{{{minute.ToString("00", CultureInfo.InvariantCulture)}}}}:00.000Z","properties":{"Name":{"type":"title","title":[{"plain_text":"News"}]}}}""");
            if (path.EndsWith("/children", StringComparison.Ordinal)) return context.Response.WriteAsync($$"""{"results":[{{Picture("/1/quay.png")}},{{Picture("/2/same.png")}},{{Picture("/3/film.mp4")}}],"has_more":false}""");
            context.Response.StatusCode = 404;
            return context.Response.WriteAsync("{}");
        };
        var account = await stage.Client.AddAsync(new() { Provider = "notion-token", Name = "Notion", Token = stage.Sink.Make() }, Ct);
        var client = stage.Workspace.Client;
        var added = await WaitedOutAsync(client.Documents.AddSourceAsync(new() { Name = "News", Kind = SourceKind.Notion, Address = $"https://www.notion.so/harbour/News-{Page}", ConnectionId = account.Id }, Ct));

        // The same picture twice is one file; what is no picture is told by its caption.
        var file = Assert.Single((await client.Files.ListAsync(ct: Ct)).Items);
        Assert.True(file.Public);
        var text = await client.Documents.GetMarkdownAsync(added.Snapshot.Id, Ct);
        Assert.Equal(2, text.Split($"![A quay]({file.Address})").Length - 1);
        Assert.Contains("Picture: A quay", text, StringComparison.Ordinal);
        using var reader = stage.Host.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync(new Uri(file.Address).PathAndQuery, Ct)).StatusCode);

        minute++;
        Assert.False((await WaitedOutAsync(client.Documents.SyncSourceAsync(added.Source.Id, Ct))).Changed);
        Assert.Equal(2, pictures.Taken.Count(t => t.Path.EndsWith(".png", StringComparison.Ordinal)));

        // Questions wait for their turn by the test's clock.
        async Task<T> WaitedOutAsync<T>(Task<T> work)
        {
            await Eventually.SatisfiesAsync(
                () =>
                {
                    stage.Host.Clock.Advance(TimeSpan.FromSeconds(1));
                    return Task.FromResult(work.IsCompleted);
                },
                done => done);
            return await work;
        }
    }

    [Theory, BothDatabases]
    public async Task Questions_to_one_account_are_spread_over_all_nodes(DatabaseKind database)
    {
        await using var stage = await ConnectionStage.StartAsync(database);
        await using var second = stage.Host.Node();
        var account = Guid.NewGuid();
        Task AskAsync(ToombosHost node) => node.InAsync(stage.Workspace.Id, async services =>
        {
            await services.GetRequiredService<IRequestPace>().WaitAsync(account, Ct);
            return 0;
        });
        await AskAsync(stage.Host);
        await AskAsync(second);
        await AskAsync(stage.Host);
        var fourth = AskAsync(second);
        Assert.NotSame(fourth, await Task.WhenAny(fourth, AskOtherAsync()));
        await Eventually.SatisfiesAsync(
            () =>
            {
                stage.Host.Clock.Advance(TimeSpan.FromSeconds(1));
                second.Clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(fourth.IsCompletedSuccessfully);
            },
            done => done);

        // Another account has a pace of its own.
        Task AskOtherAsync() => stage.Host.InAsync(stage.Workspace.Id, async services =>
        {
            await services.GetRequiredService<IRequestPace>().WaitAsync(Guid.NewGuid(), Ct);
            return 0;
        });
    }
}
