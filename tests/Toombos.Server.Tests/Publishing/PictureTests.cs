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

    static async Task<(Draft Draft, Guid File)> IllustratedAsync(ToombosClient client, string channel, int width = 400)
    {
        var draft = await Stage.ApprovedAsync(client, channel);
        var file = await client.Files.UploadAsync("ferry.jpg", new MemoryStream(Pictures.Of(SKEncodedImageFormat.Jpeg, width, width / 2)), ct: Ct);
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
        Assert.Null((await workspace.Client.Publishing.PreviewAsync(Request(draft, channel), Ct)).PicturesNote);

        var done = await stage.FinishAsync(workspace, (await workspace.Client.Publishing.PublishAsync(Request(draft, channel), ct: Ct)).Id);

        Assert.Equal(PublicationState.Published, done.State);
        var media = Assert.Single(sink.Media);
        Assert.Equal(("A ferry & its wake.", "image/jpeg", media.Id), (media.Words, media.ContentType, Assert.Single(sink.MediaOf(sink.Posts[0].Id))));
        using var seen = SKBitmap.Decode(media.Content);
        Assert.Equal((400, 200), (seen.Width, seen.Height));
    }

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
    public async Task Where_pictures_stay_behind_or_are_gone_it_is_said_before(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        var client = workspace.Client;
        var (webhook, site) = (await stage.ChannelAsync(workspace, "webhook"), await stage.ChannelAsync(workspace, "site"));
        var (draft, file) = await IllustratedAsync(client, "web");
        Assert.Contains("the picture stays behind", (await client.Publishing.PreviewAsync(Request(draft, webhook), Ct)).PicturesNote, StringComparison.Ordinal);
        Assert.Null((await client.Publishing.PreviewAsync(Request(draft, site), Ct)).PicturesNote);
        var kinds = (await client.Channels.ListConnectorsAsync(Ct)).ToDictionary(c => c.Kind, c => c.Pictures);
        Assert.True(kinds["bluesky"] && kinds["email"] && !kinds["webhook"]);

        await client.Files.DeleteAsync(file, Ct);
        Assert.Contains((await client.Publishing.PreviewAsync(Request(draft, site), Ct)).Obstacles, o => o.Code == "draft.picture-gone");
    }
}
