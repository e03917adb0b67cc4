using System.Net;
using Toombos.Client;
using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Server.Tests.Architecture;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Writing.Api;

/// <summary>The whole way of a piece: written, read, edited, answered for, approved.</summary>
public sealed class PieceTests(Hosts hosts)
{
    static readonly string Sample = File.ReadAllText(Path.Combine(Repository.Root, "samples/living-document.md"));

    [Theory, BothDatabases]
    public async Task The_sample_becomes_a_draft_for_every_channel_and_every_sentence_is_cited_or_template_text(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var (client, source) = await SampleAsync(database, ct);

        var piece = await client.Writing.CreatePieceAsync(new() { SourceId = source }, ct);

        var writable = (await client.Channels.ListKindsAsync(ct)).Where(k => k.Writable).Select(k => k.Kind);
        Assert.Equal(writable.Order(), piece.Drafts.Select(d => d.Channel).Distinct().Order());
        Assert.Equal(9, piece.Drafts.Count(d => d.Channel == "web"));
        Assert.Empty(piece.LeftOut);
        foreach (var summary in piece.Drafts)
        {
            var draft = await client.Writing.GetDraftAsync(summary.Id, ct: ct);
            Assert.All(draft.Content.Parts.SelectMany(p => p.Sentences), s => Assert.True(s.Origin == SentenceOrigin.Template || s.Blocks.Count > 0, $"{summary.Channel}: {s.Text}"));
            Assert.True(draft.Checks.Passed, $"{summary.Channel} {summary.Item}: {string.Join("; ", draft.Checks.Findings.Where(f => f.Severity == Severity.Error).Select(f => f.Message).Concat(draft.Checks.Claims.Where(c => c.IsOpen).Select(c => c.Text)))}");
            Assert.All(draft.Checks.Measures, m => Assert.True(m.Fits, $"{summary.Channel}: {m}"));
        }
    }

    [Theory, BothDatabases]
    public async Task The_same_document_and_settings_give_the_same_texts(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var (client, source) = await SampleAsync(database, ct);
        var request = new CreatePieceRequest { SourceId = source, Voice = "encouraging" };

        var (one, two) = (await client.Writing.CreatePieceAsync(request, ct), await client.Writing.CreatePieceAsync(request, ct));

        foreach (var (a, b) in one.Drafts.Zip(two.Drafts))
            Assert.Equal((await client.Writing.GetDraftAsync(a.Id, ct: ct)).ContentHash, (await client.Writing.GetDraftAsync(b.Id, ct: ct)).ContentHash);
    }

    [Theory]
    [InlineData("voice", "piece.voice-unknown")]
    [InlineData("template", "piece.template-unknown")]
    [InlineData("channel", "piece.channel-unknown")]
    [InlineData("item", "piece.item-unknown")]
    public async Task What_does_not_exist_is_refused_by_name_with_what_there_is(string what, string code)
    {
        var ct = TestContext.Current.CancellationToken;
        var (client, source) = await SampleAsync(DatabaseKind.Sqlite, ct);
        var request = new CreatePieceRequest
        {
            SourceId = source, Voice = what == "voice" ? "shouting" : null, Template = what == "template" ? "glitter" : null,
            Channels = what == "channel" ? ["myspace"] : null, Items = what == "item" ? ["no-such-item"] : null,
        };

        await Problems.RefusedAsync(HttpStatusCode.BadRequest, code, () => client.Writing.CreatePieceAsync(request, ct));

        Assert.Empty((await client.Writing.ListPiecesAsync(ct: ct)).Items);
    }

    [Fact]
    public async Task Only_what_was_chosen_is_used_and_the_rest_is_listed_with_its_reason()
    {
        var ct = TestContext.Current.CancellationToken;
        var (client, source) = await SampleAsync(DatabaseKind.Sqlite, ct);

        var piece = await client.Writing.CreatePieceAsync(new() { SourceId = source, Since = new DateOnly(2026, 10, 1), Channels = ["email"] }, ct);

        Assert.Contains(piece.LeftOut, i => i is { Title: "Cedar strips come from certified forests" } && i.Reason.Contains("2026-10-01", StringComparison.Ordinal));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "piece.nothing-to-write",
            () => client.Writing.CreatePieceAsync(new() { SourceId = source, Since = new DateOnly(2030, 1, 1), Items = ["new-curing-oven-is-running"] }, ct));
    }

    [Fact]
    public async Task A_post_without_a_title_is_called_by_its_first_words()
    {
        var ct = TestContext.Current.CancellationToken;
        var (client, draft) = await DraftAsync(DatabaseKind.Sqlite, "x", ct);

        async Task<string> TitleAsync(string post, int version) =>
            (await client.Writing.EditDraftAsync(draft.Summary.Id, new() { Text = draft.Editable with { Posts = [post] }, BaseVersion = version }, ct)).Summary.Title;

        Assert.Equal("Our boats are made by hand, one at a time, in a shed by the harbour where the…", await TitleAsync("Our boats are made by hand, one at a time, in a shed by the harbour where the light is good and the tea is strong.", 1));
        Assert.Equal("Short and sweet.", await TitleAsync("Short and sweet.\nMore follows.", 2));
    }

    [Theory, BothDatabases]
    public async Task A_changed_number_is_contradicted_by_the_source_until_a_named_person_answers_for_it(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var (client, draft) = await DraftAsync(database, "email", ct);
        var text = draft.Editable with { Body = draft.Editable.Body!.Replace("19.8 kg", "17.3 kg", StringComparison.Ordinal) };

        var edited = await client.Writing.EditDraftAsync(draft.Summary.Id, new() { Text = text, BaseVersion = 1 }, ct);
        var claims = edited.Checks.Claims.Where(c => c.IsOpen).ToList();
        Assert.Contains(claims, c => c is { Verdict: ClaimVerdict.Contradicted, Text: "17.3 kg", Evidence.Text: "19.8 kg" });
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "draft.unsupported-claims", () => ApproveAsync(client, edited, ct));

        foreach (var claim in claims)
            edited = await client.Writing.AcceptClaimAsync(draft.Summary.Id, claim.Id, new() { Name = "Ada Lind", Reason = "Weighed again on Friday" }, ct);
        Assert.Equal(0, edited.Summary.UnsupportedClaims);
        Assert.Contains(edited.Checks.Claims, c => c is { Verdict: ClaimVerdict.Accepted, AcceptedBy: "Ada Lind" });
        var approved = await ApproveAsync(client, edited, ct);

        Assert.Equal((DraftState.Approved, "Ada Lind"), (approved.Summary.State, approved.Approval?.By));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "claim.settled",
            () => client.Writing.AcceptClaimAsync(draft.Summary.Id, claims[0].Id, new() { Name = "Bo", Reason = "again" }, ct));
    }

    [Theory, BothDatabases]
    public async Task A_changed_text_voids_its_approval_and_a_word_given_for_another_text_does_not_count(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var (client, draft) = await DraftAsync(database, "linkedin", ct);
        await ApproveAsync(client, draft, ct);

        var edited = await client.Writing.EditDraftAsync(draft.Summary.Id, new() { Text = draft.Editable with { Posts = ["We sold 9999 boats."] }, BaseVersion = 1 }, ct);

        Assert.Equal((DraftState.Draft, null), (edited.Summary.State, edited.Approval));
        Assert.Contains(edited.Checks.Claims, c => c.IsOpen && c.Text.Contains("9999", StringComparison.Ordinal));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "draft.changed", () => client.Writing.ApproveDraftAsync(draft.Summary.Id, new() { ContentHash = draft.ContentHash, Name = "Ada" }, ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "claim.not-found", () => client.Writing.AcceptClaimAsync(draft.Summary.Id, "nonsense", new() { Name = "Ada", Reason = "because" }, ct));
    }

    [Theory, BothDatabases]
    public async Task Every_version_is_kept_and_an_earlier_one_can_come_back(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var (client, draft) = await DraftAsync(database, "bluesky", ct);
        await client.Writing.EditDraftAsync(draft.Summary.Id, new() { Text = draft.Editable with { Posts = ["Shorter."] }, BaseVersion = 1, Note = "Cut" }, ct);

        var restored = await client.Writing.RestoreVersionAsync(draft.Summary.Id, 1, ct);

        Assert.Equal(draft.ContentHash, restored.ContentHash);
        Assert.Equal(draft.Content.Posts, restored.Content.Posts);
        Assert.Equal(["Restored from version 1", "Cut"], (await client.Writing.ListVersionsAsync(draft.Summary.Id, ct: ct)).Items.Take(2).Select(v => v.Note));
        Assert.Equal(["Shorter."], (await client.Writing.GetDraftAsync(draft.Summary.Id, 2, ct)).Content.Posts);
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "version.not-found", () => client.Writing.GetDraftAsync(draft.Summary.Id, 99, ct));
    }

    [Theory, BothDatabases]
    public async Task Of_two_edits_from_the_same_version_one_is_saved_and_the_other_is_told(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var (client, draft) = await DraftAsync(database, "x", ct);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            try
            {
                await client.Writing.EditDraftAsync(draft.Summary.Id, new() { Text = draft.Editable with { Posts = [$"Text number {i}."] }, BaseVersion = 1 }, ct);
                return "saved";
            }
            catch (ToombosApiException refused)
            {
                return refused.Code;
            }
        }));

        Assert.Single(outcomes, o => o == "saved");
        Assert.Equal(5, outcomes.Count(o => o == "draft.changed"));
        Assert.Equal(2, (await client.Writing.ListVersionsAsync(draft.Summary.Id, ct: ct)).Items.Count);
    }

    [Theory, BothDatabases]
    public async Task An_unsaved_text_is_shown_and_checked_but_not_kept(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var (client, draft) = await DraftAsync(database, "x", ct);

        var preview = await client.Writing.PreviewAsync(draft.Summary.Id, new() { Text = draft.Editable with { Posts = [new string('a', 281)] } }, ct);

        Assert.Contains(preview.Checks.Measures, m => m is { Count: 281, Limit: 280, Fits: false });
        Assert.Equal(draft.ContentHash, (await client.Writing.GetDraftAsync(draft.Summary.Id, ct: ct)).ContentHash);
        Assert.Single((await client.Writing.ListVersionsAsync(draft.Summary.Id, ct: ct)).Items);
    }

    [Fact]
    public async Task A_rendered_page_is_shut_in()
    {
        var ct = TestContext.Current.CancellationToken;
        var workspace = await hosts.WorkspaceAsync(DatabaseKind.Sqlite);
        var source = (await workspace.Client.Documents.AddSourceAsync(new() { Name = "Tidewater", Markdown = Sample }, ct)).Source.Id;
        var piece = await workspace.Client.Writing.CreatePieceAsync(new() { SourceId = source, Channels = ["email"] }, ct);

        using var page = await workspace.Http.GetAsync($"/v1/drafts/{piece.Drafts[0].Id}/html", ct);

        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("sandbox", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Contains("19.8 kg", await page.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
    }

    static Task<Draft> ApproveAsync(ToombosClient client, Draft draft, CancellationToken ct) =>
        client.Writing.ApproveDraftAsync(draft.Summary.Id, new() { ContentHash = draft.ContentHash, Name = "Ada Lind" }, ct);

    async Task<(ToombosClient Client, Guid Source)> SampleAsync(DatabaseKind database, CancellationToken ct)
    {
        var client = (await hosts.WorkspaceAsync(database)).Client;
        return (client, (await client.Documents.AddSourceAsync(new() { Name = "Tidewater", Markdown = Sample }, ct)).Source.Id);
    }

    async Task<(ToombosClient Client, Draft Draft)> DraftAsync(DatabaseKind database, string channel, CancellationToken ct)
    {
        var (client, source) = await SampleAsync(database, ct);
        var piece = await client.Writing.CreatePieceAsync(new() { SourceId = source, Channels = [channel] }, ct);
        return (client, await client.Writing.GetDraftAsync(piece.Drafts[0].Id, ct: ct));
    }
}
