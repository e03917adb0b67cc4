using SkiaSharp;
using Toombos.Client.Publishing;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Publishing;

/// <summary>A site in somebody's bucket: its pages stand under its public address, take the place of earlier ones, and go away.</summary>
public sealed class BucketSiteTests
{
    const string Secret = "the-secret-of-the-harbour", Address = "https://news.harbour.example";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Pages_stand_under_the_public_address_with_their_pictures_and_are_replaced_and_taken_down(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database, fake: false);
        await using var sink = await ServiceSink.StartAsync<BucketSink>();
        (sink.Secret, sink.Now) = (Secret, stage.Host.Clock.GetUtcNow);
        var workspace = await stage.WorkspaceAsync();
        var client = workspace.Client;
        var channel = (await client.Channels.AddAsync(new()
        {
            Name = "Our bucket", Kind = "bucket",
            Settings = new() { ["endpoint"] = sink.Address, ["region"] = BucketSink.Region, ["bucket"] = BucketSink.Bucket, ["folder"] = "news", ["accessKey"] = BucketSink.AccessKey, ["secretKey"] = Secret, ["address"] = Address },
        }, Ct)).Channel;
        Assert.Equal((Address, "secretKey"), (channel.Address, Assert.Single(channel.Secrets)));
        var draft = await Stage.ApprovedAsync(client, "web");
        var file = await client.Files.UploadAsync("ferry.jpg", new MemoryStream(Files.Pictures.Of(SKEncodedImageFormat.Jpeg, 400, 200)), ct: Ct);
        await client.Writing.EditDraftAsync(draft.Summary.Id, new() { Text = draft.Editable with { Pictures = [new() { FileId = file.Id, AltText = "A ferry." }] }, BaseVersion = draft.VersionNumber }, Ct);

        var first = await PutAsync(await Stage.ApproveAsync(client, draft.Summary.Id));

        var slug = first.Address![(Address.Length + 1)..];
        Assert.Equal((PublicationState.Published, $"{Address}/{slug}"), (first.State, first.Address));
        var picture = Assert.Single(sink.Objects.Keys, key => key.StartsWith("news/pictures/", StringComparison.Ordinal));
        Assert.Equal([".toombos-site.json", "feed.xml", "index.html", picture["news/".Length..], "sitemap.xml", slug, $"{slug}.html"], sink.Objects.Keys.Select(k => k["news/".Length..]).OrderBy(k => k.StartsWith(slug, StringComparison.Ordinal)).ThenBy(k => k, StringComparer.Ordinal));
        Assert.Contains($"<loc>{first.Address}</loc>", sink.Objects["news/sitemap.xml"].Text, StringComparison.Ordinal);
        Assert.Contains(picture["news/".Length..], sink.Objects[$"news/{slug}"].Text, StringComparison.Ordinal);
        Assert.Contains($"rel=\"canonical\" href=\"{first.Address}\"", sink.Objects[$"news/{slug}"].Text, StringComparison.Ordinal);

        var newer = await client.Writing.GetDraftAsync(draft.Summary.Id, ct: Ct);
        await client.Writing.EditDraftAsync(draft.Summary.Id, new() { Text = newer.Editable with { Title = "Breathe slowly, twice" }, BaseVersion = newer.VersionNumber }, Ct);
        var second = await PutAsync(await Stage.ApproveAsync(client, draft.Summary.Id));
        Assert.Equal((first.Id, first.Address), (second.UpdateOf, second.Address));
        Assert.Contains("Breathe slowly, twice", sink.Objects[$"news/{slug}"].Text, StringComparison.Ordinal);

        await stage.FinishAsync(workspace, (await client.Publishing.WithdrawAsync(second.Id, Ct)).Id);
        Assert.Equal([".toombos-site.json", "feed.xml", "index.html", "sitemap.xml"], sink.Objects.Keys.Select(k => k["news/".Length..]).Order(StringComparer.Ordinal));
        Assert.Null((await client.Publishing.GetAsync(second.Id, Ct)).Address);

        async Task<Publication> PutAsync(Client.Writing.Draft approved) => await stage.FinishAsync(workspace,
            (await client.Publishing.PublishAsync(new() { DraftId = approved.Summary.Id, ContentHash = approved.ContentHash, ChannelId = channel.Id }, ct: Ct)).Id);
    }
}
