using System.Net;
using SkiaSharp;
using Toombos.Client;
using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Server.Tests.Files;
using Toombos.Server.Tests.Hosting;
using Toombos.Server.Tests.Publishing;

namespace Toombos.Server.Tests.Writing.Api;

/// <summary>Pictures are part of a draft's text: chosen, described, checked and approved with it.</summary>
public sealed class DraftPictureTests(Hosts hosts)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static async Task<Guid> UploadAsync(ToombosClient client, string? words = null)
    {
        var file = await client.Files.UploadAsync("ferry.png", new MemoryStream(Pictures.Of(SKEncodedImageFormat.Png)), ct: Ct);
        return words is null ? file.Id : (await client.Files.UpdateAsync(file.Id, new() { AltText = words }, Ct)).Id;
    }

    static Task<Draft> WithAsync(ToombosClient client, Draft draft, params DraftPicture[] pictures) =>
        client.Writing.EditDraftAsync(draft.Summary.Id, new() { Text = draft.Editable with { Pictures = pictures }, BaseVersion = draft.VersionNumber }, Ct);

    static IEnumerable<string> Wrong(Draft draft) => draft.Checks.Findings.Where(f => f.Code.StartsWith("picture.", StringComparison.Ordinal) && f.Severity == Severity.Error).Select(f => f.Code);

    [Theory, BothDatabases]
    public async Task A_picture_says_which_drafts_show_it_as_they_are_now(DatabaseKind database)
    {
        var client = (await hosts.WorkspaceAsync(database)).Client;
        var (post, letter, file) = (await Stage.ApprovedAsync(client, "bluesky"), await Stage.ApprovedAsync(client, "email"), await UploadAsync(client, "A ferry."));
        Assert.Empty((await client.Writing.ListDraftsWithFileAsync(file, ct: Ct)).Items);

        var shown = await WithAsync(client, post, new DraftPicture { FileId = file });
        await WithAsync(client, letter, new DraftPicture { FileId = file });
        var first = await client.Writing.ListDraftsWithFileAsync(file, limit: 1, ct: Ct);
        var rest = await client.Writing.ListDraftsWithFileAsync(file, first.Next, ct: Ct);
        Assert.Equal([letter.Summary.Id, post.Summary.Id], first.Items.Concat(rest.Items).Select(d => d.Id));

        await WithAsync(client, shown);
        Assert.Equal([letter.Summary.Id], (await client.Writing.ListDraftsWithFileAsync(file, ct: Ct)).Items.Select(d => d.Id));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "file.not-found", async () => await (await hosts.WorkspaceAsync(database)).Client.Writing.ListDraftsWithFileAsync(file, ct: Ct));
    }

    [Theory, BothDatabases]
    public async Task A_picture_brings_the_files_words_or_its_own_and_makes_another_version(DatabaseKind database)
    {
        var client = (await hosts.WorkspaceAsync(database)).Client;
        var draft = await Stage.ApprovedAsync(client, "bluesky");
        var (ferry, pier) = (await UploadAsync(client, "A ferry."), await UploadAsync(client, "A pier."));

        var changed = await WithAsync(client, draft, new DraftPicture { FileId = ferry }, new DraftPicture { FileId = pier, AltText = "The pier at dawn." });

        Assert.Equal([(ferry, "A ferry.", 40, 20), (pier, "The pier at dawn.", 40, 20)], changed.Content.Pictures.Select(p => (p.FileId, p.AltText, p.Width, p.Height)));
        Assert.Empty(Wrong(changed));
        Assert.Equal((draft.VersionNumber + 1, (Approval?)null), (changed.VersionNumber, changed.Approval));
        Assert.NotEqual(draft.ContentHash, changed.ContentHash);
        Assert.Equal(draft.Content.Posts, changed.Content.Posts);

        // The file's words change no version that was saved, and an edit that says nothing of pictures leaves them.
        await client.Files.UpdateAsync(ferry, new() { AltText = "Another ferry." }, Ct);
        Assert.Equal("A ferry.", (await client.Writing.GetDraftAsync(draft.Summary.Id, ct: Ct)).Content.Pictures[0].AltText);
        var edited = await client.Writing.EditDraftAsync(draft.Summary.Id, new() { Text = changed.Editable with { Pictures = null, Posts = ["Only this."] }, BaseVersion = changed.VersionNumber }, Ct);
        Assert.Equal(2, edited.Content.Pictures.Count);
        Assert.Empty((await WithAsync(client, edited)).Content.Pictures);
    }

    [Theory, BothDatabases]
    public async Task Without_words_without_a_file_or_with_too_many_it_can_not_be_approved(DatabaseKind database)
    {
        var client = (await hosts.WorkspaceAsync(database)).Client;
        var draft = await Stage.ApprovedAsync(client, "bluesky");
        var silent = await UploadAsync(client);

        var wrong = await WithAsync(client, draft, [new DraftPicture { FileId = Guid.NewGuid(), AltText = "Nothing." }, .. Enumerable.Repeat(new DraftPicture { FileId = silent }, 4)]);

        Assert.Equal(["picture.no-alt", "picture.no-alt", "picture.no-alt", "picture.no-alt", "picture.too-many", "picture.unknown"], Wrong(wrong).Order(StringComparer.Ordinal));
        var refused = await Problems.RefusedAsync(HttpStatusCode.Conflict, "draft.errors", () => client.Writing.ApproveDraftAsync(draft.Summary.Id, new() { ContentHash = wrong.ContentHash, Name = "Mia Berg" }, Ct));
        Assert.Contains("icture", refused.Message, StringComparison.Ordinal);

        await client.Files.UpdateAsync(silent, new() { AltText = "A ferry." }, Ct);
        var right = await WithAsync(client, wrong, new DraftPicture { FileId = silent });
        Assert.Empty(Wrong(right));
        Assert.NotNull((await Stage.ApproveAsync(client, draft.Summary.Id)).Approval);
    }

    [Fact]
    public async Task A_strangers_file_is_no_file()
    {
        var client = (await hosts.WorkspaceAsync(DatabaseKind.Sqlite)).Client;
        var stranger = (await (await hosts.GetAsync(DatabaseKind.Sqlite)).AddWorkspaceAsync()).Client;
        var post = await Stage.ApprovedAsync(client, "bluesky");
        Assert.Equal(["picture.unknown"], Wrong(await WithAsync(client, post, new DraftPicture { FileId = await UploadAsync(stranger, "Theirs.") })));
    }

    [Theory]
    [InlineData("web"), InlineData("email")]
    public async Task A_page_and_a_letter_show_the_first_above_the_text_and_the_others_below(string channel)
    {
        var client = (await hosts.WorkspaceAsync(DatabaseKind.Sqlite)).Client;
        var draft = await Stage.ApprovedAsync(client, channel);
        var (first, second) = (await UploadAsync(client, "First \"ferry\" <b>"), await UploadAsync(client, "Second ferry"));
        await WithAsync(client, draft, new DraftPicture { FileId = first }, new DraftPicture { FileId = second });

        var preview = await client.Writing.GetPreviewAsync(draft.Summary.Id, ct: Ct);

        Assert.Equal([first, second], preview.Pictures.Select(p => p.FileId));
        var (above, text, below) = (preview.Html!.IndexOf("alt=\"First &quot;ferry&quot; &lt;b&gt;\"", StringComparison.Ordinal), preview.Html.LastIndexOf("Six breaths", StringComparison.Ordinal), preview.Html.IndexOf("alt=\"Second ferry\"", StringComparison.Ordinal));
        Assert.True(0 < above && above < text && text < below, $"{above} {text} {below}");
        Assert.Contains(WebUtility.HtmlEncode(preview.Pictures[0].Address), preview.Html, StringComparison.Ordinal);
        if (channel == "email") Assert.Contains("width=\"40\"", preview.Html, StringComparison.Ordinal);
    }
}
