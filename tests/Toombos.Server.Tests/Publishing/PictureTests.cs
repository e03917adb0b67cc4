using System.Net;
using System.Text;
using SkiaSharp;
using Toombos.Client;
using Toombos.Client.Publishing;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Tests.Audiences;
using Toombos.Server.Tests.Files;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Publishing;

/// <summary>Pictures go out with the text that was approved, or stay behind, which is said before.</summary>
public sealed class PictureTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static PublishRequest Request(Draft draft, Guid channel, Guid? audience = null) => new() { DraftId = draft.Summary.Id, ContentHash = draft.ContentHash, ChannelId = channel, AudienceId = audience };

    static async Task<(Draft Draft, Guid File)> IllustratedAsync(ToombosClient client, string channel, int width = 400, SKEncodedImageFormat format = SKEncodedImageFormat.Jpeg, int? height = null)
    {
        var draft = await Stage.ApprovedAsync(client, channel);
        var file = await client.Files.UploadAsync("ferry.jpg", new MemoryStream(Pictures.Of(format, width, height ?? width / 2)), ct: Ct);
        await client.Writing.EditDraftAsync(draft.Summary.Id, new() { Text = draft.Editable with { Pictures = [new() { FileId = file.Id, AltText = "A ferry & its wake." }] }, BaseVersion = draft.VersionNumber }, Ct);
        return (await Stage.ApproveAsync(client, draft.Summary.Id), file.Id);
    }

    [Theory, BothDatabases]
    public async Task A_post_takes_its_picture_along_with_its_words(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database, fake: false);
        await using var sink = await ServiceSink.StartAsync<MastodonSink>();
        (sink.Token, sink.Now, sink.Slow) = ("a-token-of-the-harbour", stage.Host.Clock.GetUtcNow, false);
        var workspace = await stage.WorkspaceAsync();
        var channel = (await workspace.Client.Channels.AddAsync(new() { Name = "Harbour social", Kind = "mastodon", Settings = new() { ["server"] = sink.Address, ["accessToken"] = sink.Token } }, Ct)).Channel.Id;
        var (draft, _) = await IllustratedAsync(workspace.Client, "mastodon");

        var done = await stage.FinishAsync(workspace, (await workspace.Client.Publishing.PublishAsync(Request(draft, channel), ct: Ct)).Id);

        Assert.Equal(PublicationState.Published, done.State);
        var media = Assert.Single(sink.Media);
        Assert.Equal(("A ferry & its wake.", "image/jpeg", media.Id), (media.Words, media.ContentType, Assert.Single(sink.MediaOf(sink.Posts[0].Id))));
        using var seen = SKBitmap.Decode(media.Content);
        Assert.Equal((400, 200), (seen.Width, seen.Height));
    }

    [Theory, BothDatabases]
    public async Task A_server_that_takes_less_gets_smaller_pictures_and_never_too_many(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database, fake: false);
        await using var sink = await ServiceSink.StartAsync<MastodonSink>();
        (sink.Token, sink.Now, sink.Slow, sink.MostPixels) = ("a-token-of-the-harbour", stage.Host.Clock.GetUtcNow, false, 50_000);
        var workspace = await stage.WorkspaceAsync();
        var channel = (await workspace.Client.Channels.AddAsync(new() { Name = "Harbour social", Kind = "mastodon", Settings = new() { ["server"] = sink.Address, ["accessToken"] = sink.Token } }, Ct)).Channel.Id;
        var (draft, _) = await IllustratedAsync(workspace.Client, "mastodon");

        var done = await stage.FinishAsync(workspace, (await workspace.Client.Publishing.PublishAsync(Request(draft, channel), ct: Ct)).Id);

        Assert.Equal(PublicationState.Published, done.State);
        using var seen = SKBitmap.Decode(Assert.Single(sink.Media).Content);
        Assert.InRange(seen.Width * seen.Height, 40_000, 50_000);

        sink.MostPictures = 0;
        await workspace.Client.Channels.CheckAsync(channel, Ct);
        Assert.Contains((await workspace.Client.Publishing.PreviewAsync(Request(draft, channel) with { Slot = "again" }, Ct)).Obstacles, o => o.Code == "draft.too-many-pictures-there");
    }

    [Theory, BothDatabases]
    public async Task A_network_that_fetches_pictures_is_told_where_each_is_in_the_shape_that_it_takes(DatabaseKind database)
    {
        var threads = new FakeChannel("threads", AfterSilence.GoOn);
        await using var stage = await Stage.StartAsync(database, settings: new Dictionary<string, string?> { ["Identity:PublicAddress"] = "https://news.toombos.example" }, another: threads);
        var workspace = await stage.WorkspaceAsync();
        var channel = await ThreadsAsync(workspace.Client);
        var (draft, file) = await IllustratedAsync(workspace.Client, "threads", 3000);
        Assert.Empty((await workspace.Client.Publishing.PreviewAsync(Request(draft, channel), Ct)).Obstacles);

        await stage.FinishAsync(workspace, (await workspace.Client.Publishing.PublishAsync(Request(draft, channel), ct: Ct)).Id);

        var picture = Assert.Single(Assert.IsType<Dispatch.Posts>(Assert.Single(threads.Arrived(channel))).Pictures);
        Assert.StartsWith($"https://news.toombos.example/v1/files/{file}/content?", picture.Address, StringComparison.Ordinal);
        using var http = stage.Host.CreateClient();
        using var seen = SKBitmap.Decode(await http.GetByteArrayAsync(new Uri(picture.Address!).PathAndQuery, Ct));
        Assert.Equal((1440, 720), (seen.Width, seen.Height));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(picture.Address!).PathAndQuery.Replace("threads", "nobody", StringComparison.Ordinal), Ct)).StatusCode);
        // It is fetched within minutes, so its address need not last.
        Assert.False((await workspace.Client.Files.GetAsync(file, Ct)).Public);
    }

    [Theory, BothDatabases]
    public async Task Where_nobody_outside_can_reach_this_server_it_is_said_before_what_to_do(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database, another: new FakeChannel("threads", AfterSilence.GoOn));
        var client = (await stage.WorkspaceAsync()).Client;
        var channel = await ThreadsAsync(client);
        var (draft, _) = await IllustratedAsync(client, "threads");

        var obstacle = Assert.Single((await client.Publishing.PreviewAsync(Request(draft, channel), Ct)).Obstacles);

        Assert.Equal("server.not-reachable", obstacle.Code);
        Assert.Contains("Identity:PublicAddress", obstacle.Sentence, StringComparison.Ordinal);
        await Problems.RefusedAsync(HttpStatusCode.UnprocessableEntity, "server.not-reachable", () => client.Publishing.PublishAsync(Request(draft, channel), ct: Ct));
        Assert.Empty((await client.Publishing.PreviewAsync(Request(await Stage.ApprovedAsync(client, "threads"), channel), Ct)).Obstacles);
        var check = await client.Channels.CheckAsync(channel, Ct);
        Assert.True(check.Good);
        Assert.Contains("Identity:PublicAddress", Assert.Single(check.Findings).Sentence, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Instagram_gets_no_post_without_a_picture_and_every_picture_as_a_JPEG_of_its_shape(DatabaseKind database)
    {
        var instagram = new FakeChannel("instagram", AfterSilence.GoOn);
        await using var stage = await Stage.StartAsync(database, settings: new Dictionary<string, string?> { ["Identity:PublicAddress"] = "https://news.toombos.example" }, another: instagram);
        var workspace = await stage.WorkspaceAsync();
        var client = workspace.Client;
        var channel = (await client.Channels.AddAsync(new() { Name = "Our profile", Kind = "instagram", Settings = new() { ["profile"] = "178", ["accessToken"] = "a-token-of-the-harbour" } }, Ct)).Channel.Id;
        var bare = await Stage.ApprovedAsync(client, "instagram");
        Assert.Equal("draft.picture-needed", Assert.Single((await client.Publishing.PreviewAsync(Request(bare, channel), Ct)).Obstacles).Code);

        var (draft, _) = await IllustratedAsync(client, "instagram", 3000, SKEncodedImageFormat.Png, 500);
        await stage.FinishAsync(workspace, (await client.Publishing.PublishAsync(Request(draft, channel), ct: Ct)).Id);

        var picture = Assert.Single(Assert.IsType<Dispatch.Posts>(Assert.Single(instagram.Arrived(channel))).Pictures);
        using var http = stage.Host.CreateClient();
        using var fetched = await http.GetAsync(new Uri(picture.Address!).PathAndQuery, Ct);
        using var seen = SKBitmap.Decode(await fetched.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal("image/jpeg", fetched.Content.Headers.ContentType!.MediaType);
        Assert.InRange((double)seen.Width / seen.Height, 1.9, 1.91);
    }

    static async Task<Guid> ThreadsAsync(ToombosClient client) =>
        (await client.Channels.AddAsync(new() { Name = "Our threads", Kind = "threads", Settings = new() { ["accessToken"] = "a-token-of-the-harbour" } }, Ct)).Channel.Id;

    [Theory, BothDatabases]
    public async Task A_page_of_our_own_site_has_its_pictures_beside_it_no_larger_than_the_web_needs(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        var site = await stage.ChannelAsync(workspace, "site");
        var (draft, file) = await IllustratedAsync(workspace.Client, "web", 3000);
        LoadedPicture? loaded = null;
        stage.Site.Answer(site, (dispatch, _) =>
        {
            foreach (var picture in ((Dispatch.Site)dispatch).Pictures.Values) loaded = picture.LoadAsync(Ct).GetAwaiter().GetResult().Picture;
            return new ChannelAnswer.Delivered(Confirmed: true, "there");
        });

        await stage.FinishAsync(workspace, (await workspace.Client.Publishing.PublishAsync(Request(draft, site), ct: Ct)).Id);

        var sent = (Dispatch.Site)stage.Site.Arrived(site)[^1];
        var path = Assert.Single(sent.Pictures).Key;
        Assert.Equal((2000, 1000, "image/jpeg"), (loaded!.Width, loaded.Height, loaded.ContentType));
        var page = Encoding.UTF8.GetString(sent.Files[sent.Page!].Span);
        Assert.Contains($"<img src=\"{path}\" alt=\"A ferry &amp; its wake.\" width=\"3000\" height=\"1500\"", page, StringComparison.Ordinal);

        // Once the picture is removed, the next time the site is written its pages go without it.
        await workspace.Client.Files.DeleteAsync(file, Ct);
        await stage.FinishAsync(workspace, (await workspace.Client.Publishing.PublishAsync(Request(await Stage.ApprovedAsync(workspace.Client, "web"), site), ct: Ct)).Id);
        var later = (Dispatch.Site)stage.Site.Arrived(site)[^1];
        Assert.Empty(later.Pictures);
        Assert.DoesNotContain("pictures/", Encoding.UTF8.GetString(later.Files[sent.Page!].Span), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_letter_shows_a_picture_at_an_address_that_stays(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        var (channel, audience) = (await stage.ChannelAsync(workspace, "email"), await workspace.Client.AddListAsync("ada@mail.example"));
        var (draft, file) = await IllustratedAsync(workspace.Client, "email");
        Assert.False((await workspace.Client.Files.GetAsync(file, Ct)).Public);

        await stage.FinishAsync(workspace, (await workspace.Client.Publishing.PublishAsync(Request(draft, channel, audience), ct: Ct)).Id);

        var shown = await workspace.Client.Files.GetAsync(file, Ct);
        Assert.True(shown.Public);
        var letter = Assert.IsType<Dispatch.Mail>(Assert.Single(stage.Email.Arrived(channel)));
        Assert.Contains($"<img src=\"{System.Net.WebUtility.HtmlEncode(shown.Address)}\" alt=\"A ferry &amp; its wake.\" width=\"400\"", letter.Html, StringComparison.Ordinal);
        Assert.Contains("[A ferry & its wake.]", letter.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_program_is_told_of_each_picture_where_it_is_what_it_shows_and_how_large_it_is(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        var channel = await stage.ChannelAsync(workspace, "webhook");
        var (draft, file) = await IllustratedAsync(workspace.Client, "web");

        await stage.FinishAsync(workspace, (await workspace.Client.Publishing.PublishAsync(Request(draft, channel), ct: Ct)).Id);

        var shown = await workspace.Client.Files.GetAsync(file, Ct);
        var message = Platform.Database.Json.Read<PublicationMessage>(Encoding.UTF8.GetString(Assert.IsType<Dispatch.Message>(Assert.Single(stage.Webhook.Arrived(channel))).Json.Span));
        Assert.Equal(new MessagePicture(shown.Address, "A ferry & its wake.", "image/jpeg", shown.Size, 400, 200), Assert.Single(message.Data.Pictures));
        // Whoever gets the message may fetch it next year.
        Assert.True(shown.Public);
    }

    [Theory, BothDatabases]
    public async Task A_post_that_leads_to_a_page_of_ours_brings_the_pages_own_words_and_picture(DatabaseKind database)
    {
        var bluesky = new FakeChannel("bluesky", AfterSilence.GoOn);
        await using var stage = await Stage.StartAsync(database, another: bluesky);
        var workspace = await stage.WorkspaceAsync();
        var client = workspace.Client;
        var site = (await client.Channels.AddAsync(new() { Name = "Our site", Kind = "site", Settings = new() { ["address"] = "https://tidewater.org/news" } }, Ct)).Channel.Id;
        var channel = (await client.Channels.AddAsync(new() { Name = "Our posts", Kind = "bluesky", Settings = new() { ["handle"] = "harbour.example", ["appPassword"] = "a-password" } }, Ct)).Channel.Id;
        var (page, _) = await IllustratedAsync(client, "web");
        var published = await stage.FinishAsync(workspace, (await client.Publishing.PublishAsync(Request(page, site), ct: Ct)).Id);
        var post = await Stage.ApprovedAsync(client, "bluesky");
        await client.Writing.EditDraftAsync(post.Summary.Id, new() { Text = post.Editable with { Posts = [$"See {published.Address} for more."] }, BaseVersion = post.VersionNumber }, Ct);
        post = await Stage.ApproveAsync(client, post.Summary.Id);

        LoadedPicture? thumb = null;
        bluesky.Answer(channel, (dispatch, _) =>
        {
            thumb = ((Dispatch.Posts)dispatch).Cards[0].Picture!.LoadAsync(Ct).GetAwaiter().GetResult().Picture;
            return new ChannelAnswer.Delivered(Confirmed: true, "there");
        });
        await stage.FinishAsync(workspace, (await client.Publishing.PublishAsync(Request(post, channel), ct: Ct)).Id);

        var card = Assert.Single(Assert.IsType<Dispatch.Posts>(Assert.Single(bluesky.Arrived(channel))).Cards);
        Assert.Equal((published.Address, page.Summary.Title), (card.Address, card.Title));
        Assert.Equal(400, thumb!.Width);
    }

    [Theory, BothDatabases]
    public async Task Pictures_go_everywhere_and_one_that_is_gone_is_said_before(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        var client = workspace.Client;
        var site = await stage.ChannelAsync(workspace, "site");
        var (draft, file) = await IllustratedAsync(client, "web");
        Assert.All(await client.Channels.ListConnectorsAsync(Ct), connector => Assert.True(connector.Pictures, connector.Kind));
        Assert.Empty((await client.Publishing.PreviewAsync(Request(draft, site), Ct)).Obstacles);

        await client.Files.DeleteAsync(file, Ct);
        Assert.Contains((await client.Publishing.PreviewAsync(Request(draft, site), Ct)).Obstacles, o => o.Code == "draft.picture-gone");
    }
}
