using System.Net;
using Bunit;
using Toombos.Client;
using Toombos.Client.Checks;
using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Dashboard.Tests.Documents;
using Toombos.Dashboard.Writing;
using static Toombos.Dashboard.Tests.Writing.WritingSamples;

namespace Toombos.Dashboard.Tests.Writing;

/// <summary>A piece and its drafts: previews, sources, claims, checks, versions, approval.</summary>
public class DraftPageTests : PageTest
{
    IRenderedComponent<PiecePage> Open(Draft draft, string? html = null, string query = "")
    {
        Api.On($"GET v1/pieces/{PieceId}", Piece(draft.Summary));
        Api.On($"GET v1/drafts/{DraftId}", draft);
        Api.On($"GET v1/drafts/{DraftId}/preview", Preview(draft, html));
        Api.On($"GET v1/snapshots/{DocumentSamples.SnapshotId}/items", new Page<Item>([DocumentSamples.Item()], null));
        GoTo($"/pieces/{PieceId}/drafts/{DraftId}{query}");
        return Render<PiecePage>(p => p.Add(x => x.Id, PieceId).Add(x => x.DraftId, DraftId));
    }

    [Theory]
    [InlineData("email")]
    [InlineData("web")]
    public void A_rendered_page_is_shown_in_a_sealed_frame(string channel)
    {
        var page = Open(Draft(channel), "<p>Hello</p><script>top.location='/'</script>");
        var frame = page.WaitForElement("iframe");
        Assert.Equal("", frame.GetAttribute("sandbox"));
        Assert.Contains("<p>Hello</p>", frame.GetAttribute("srcdoc"), StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(frame.GetAttribute("title")));
        Assert.Empty(page.FindAll("script"));
    }

    [Fact]
    public void The_frame_can_be_as_narrow_as_a_phone()
    {
        var page = Open(Draft("email"), "<p>Hello</p>");
        page.WaitForElement("iframe");
        page.FindAll(".page-frame button").Single(b => b.TextContent.Contains("Phone", StringComparison.Ordinal)).Click();
        Assert.Contains("phone", page.Find("iframe").ClassList);
        Assert.Equal("true", page.FindAll(".page-frame button")[1].GetAttribute("aria-pressed"));
    }

    [Fact]
    public void A_post_shows_its_text_its_hashtags_and_its_length_by_the_networks_counting()
    {
        var page = Open(Draft());
        Assert.Contains("The Skerry 14 now weighs 19.8 kg.", page.WaitForElement(".post-text").TextContent, StringComparison.Ordinal);
        Assert.Equal("#skerry", page.Find(".post-link").TextContent);
        Assert.Contains("57 / 280", page.Find(".post-measures").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_words_in_a_post_are_encoded()
    {
        var page = Open(Draft(content: Content("<img src=x onerror=alert(1)> weighs")));
        Assert.Contains("<img src=x", page.WaitForElement(".post-text").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".post img"));
    }

    [Fact]
    public void A_claim_without_a_source_is_marked_by_icon_and_words_and_stands_against_approval()
    {
        var page = Open(Draft(claims: Claim()));
        var mark = page.WaitForElement("mark.claim");
        Assert.Contains("Claim without a source: 19.8 kg", mark.TextContent, StringComparison.Ordinal);
        Assert.NotNull(mark.QuerySelector("svg"));
        var approve = page.Find(".draft-head .primary");
        Assert.True(approve.HasAttribute("disabled"));
        Assert.Equal("standing", approve.GetAttribute("aria-describedby"));
        Assert.Contains("1 unsupported claim stands against it", page.Find("#standing").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_contradicted_claim_stands_beside_what_the_source_says_with_its_words_marked()
    {
        var page = Open(Draft(claims: Contradicted()), query: "?view=checks");
        Assert.Contains("Contradicted number", page.WaitForElement(".findings .chip").TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("now weighs", page.FindAll(".beside dd")[1].TextContent, StringComparison.Ordinal));
        Assert.Equal("Skerry", page.Find(".quoted.against").TextContent);
        Assert.Contains("it says Skerry: 19.8 kg", page.Find("mark.claim.contradicted").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find(".draft-head .primary").HasAttribute("disabled"));
        Assert.Contains("1 contradicted claim stands against it", page.Find("#standing").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_preview_names_what_the_source_says_instead()
    {
        var page = Open(Draft(claims: Contradicted()));
        Assert.Contains("“19.8 kg” (the source says “Skerry”)", page.WaitForElement(".claim-banner").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Marked_words_of_the_source_are_cut_out_in_order_and_those_outside_a_changed_text_are_left_out() =>
        Assert.Equal(["It ", "weighs", " ", "19.8 kg", "."], MarkedSpan.Cut("It weighs 19.8 kg.", [new(10, 7, true), new(3, 6, false), new(5, 2, false), new(12, 99, true)]).Select(run => run.Text));

    [Fact]
    public void Each_sentence_shows_its_source_on_hover_and_on_focus()
    {
        var page = Open(Draft(), query: "?view=sources");
        page.WaitForElement(".sentence");
        Assert.Contains("Point at a sentence", page.Find(".citation").TextContent, StringComparison.Ordinal);
        page.Find(".sentence.verbatim").Focus();
        page.WaitForAssertion(() => Assert.Contains("Skerry 14 gets a lighter hull", page.Find(".citation figcaption").TextContent, StringComparison.Ordinal));
        Assert.Equal("The Skerry 14 now weighs 19.8 kg.", page.Find(".quoted").TextContent);
        page.Find(".sentence.template").TriggerEvent("onmouseenter", new Microsoft.AspNetCore.Components.Web.MouseEventArgs());
        page.WaitForAssertion(() => Assert.Contains("states no fact", page.Find(".citation").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Answering_for_a_claim_sends_name_and_reason_and_frees_the_approval()
    {
        var page = Open(Draft(claims: Claim()), query: "?view=checks");
        Api.On($"POST v1/drafts/{DraftId}/claims/claim-1/accept", Draft(claims: Claim(verdict: ClaimVerdict.Accepted) with { AcceptedBy = "Ada Berg", Reason = "Weighed it." }));
        page.WaitForElement("button[aria-label='Answer for 19.8 kg …']").Click();
        page.Find("#accept-name").Input("Ada Berg");
        page.Find("#accept-reason").Input("Weighed it.");
        page.Find(".modal form").Submit();
        page.WaitForAssertion(() => Assert.False(page.Find(".draft-head .primary").HasAttribute("disabled")));
        Assert.Contains("\"name\":\"Ada Berg\"", Api.Calls.Single(c => c.Call.EndsWith("/accept", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
        Assert.Contains("Ada Berg answers for it", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void An_approval_names_channel_version_and_hash_and_sends_the_hash_that_was_read()
    {
        var page = Open(Draft());
        Api.On($"POST v1/drafts/{DraftId}/approve", Draft() with { Approval = new("Ada Berg", DocumentSamples.At("2026-10-12T10:00:00Z"), Hash, false) });
        page.WaitForElement(".draft-head .primary").Click();
        Assert.Contains("X", page.Find(".covers").TextContent, StringComparison.Ordinal);
        Assert.Contains(Hash[..12], page.Find(".covers").TextContent, StringComparison.Ordinal);
        page.Find("#approve-name").Input("Ada Berg");
        page.Find(".modal form").Submit();
        page.WaitForAssertion(() => Assert.Contains("Approved by Ada Berg", page.Find(".draft-head").TextContent, StringComparison.Ordinal));
        Assert.Contains(Hash, Api.Calls.Single(c => c.Call.EndsWith("/approve", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_approval_is_said_in_the_dialog_and_is_no_success()
    {
        var page = Open(Draft());
        Api.Refuse($"POST v1/drafts/{DraftId}/approve", HttpStatusCode.Conflict, "draft.changed", "The draft has moved on to version 3.");
        page.WaitForElement(".draft-head .primary").Click();
        page.Find("#approve-name").Input("Ada Berg");
        page.Find(".modal form").Submit();
        page.WaitForAssertion(() => Assert.Contains("moved on to version 3", page.Find(".modal [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(Notices.All);
    }

    [Fact]
    public void Scores_come_with_suggestions_that_quote_the_sentence()
    {
        var page = Open(Draft(), query: "?view=checks");
        var text = page.WaitForElement(".checks").TextContent;
        Assert.Contains("Quality: 82 of 100, good", text, StringComparison.Ordinal);
        Assert.Contains("Begin with the reader.", text, StringComparison.Ordinal);
        Assert.Contains("“The Skerry 14 now weighs 19.8 kg.”", text, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll(".dimensions li").Count);
    }

    [Fact]
    public void The_voice_has_its_score_by_rule_with_the_sentence_at_fault_and_is_not_told_twice()
    {
        var draft = Draft();
        Finding[] findings = [new("voice-rule.banned-terms", Severity.Warning, "A word that the voice does not say."), new("length.short", Severity.Info, "Write more.")];
        var page = Open(draft with { Checks = draft.Checks with { Voice = Voices.VoiceSamples.Report, Findings = findings } }, query: "?view=checks");
        var card = page.WaitForElement("section[aria-labelledby=voice]").TextContent;
        Assert.Contains("Voice: House", card, StringComparison.Ordinal);
        Assert.Contains("A cheap boat.", card, StringComparison.Ordinal);
        Assert.Contains("Say “good value” for “cheap”.", card, StringComparison.Ordinal);
        Assert.Equal("Write more.", page.Find("section[aria-labelledby=findings] .findings p").TextContent);
        Assert.Single(page.FindAll("section[aria-labelledby=findings] .findings li"));
    }

    [Fact]
    public void An_old_version_can_be_read_but_neither_edited_nor_approved()
    {
        var page = Open(Draft(version: 1, newest: 2), query: "?version=1");
        page.WaitForElement(".post");
        Assert.Contains("You are reading version 1", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".draft-head .primary"));
        Assert.DoesNotContain(page.FindAll(".tab"), t => t.TextContent.Contains("Edit", StringComparison.Ordinal));
    }

    [Fact]
    public void Versions_are_compared_word_by_word_and_restored()
    {
        var newest = Draft(editable: new() { Posts = ["It weighs 19 kg now."] });
        Api.On($"GET v1/drafts/{DraftId}?version=1", Draft(editable: new() { Posts = ["It weighs 23 kg now."] }, version: 1));
        Api.On($"GET v1/drafts/{DraftId}/versions", new Page<DraftVersion>([new(2, Hash, DocumentSamples.At("2026-10-12T09:00:00Z"), "Ada", "shorter") { SnapshotId = DocumentSamples.SnapshotId }, new(1, new('d', 64), DocumentSamples.At("2026-10-11T09:00:00Z"), "Composer", "") { SnapshotId = DocumentSamples.SnapshotId }], null));
        Api.On($"POST v1/drafts/{DraftId}/versions/1/restore", newest with { VersionNumber = 3, Summary = Summary(version: 3) });
        var page = Open(newest, query: "?view=versions&compare=1");
        Assert.Equal("deleted: 23", page.WaitForElement(".compared del").TextContent.Trim());
        Assert.Equal("inserted: 19", page.Find(".compared ins").TextContent.Trim());
        page.WaitForElement("button[aria-label='Restore version 1']").Click();
        page.WaitForAssertion(() => Assert.Contains(Notices.All, n => n.Text.Contains("as version 3", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_overview_names_what_was_left_out_and_why()
    {
        Api.On($"GET v1/pieces/{PieceId}", Piece(Summary(claims: 2)));
        var page = Render<PiecePage>(p => p.Add(x => x.Id, PieceId));
        Assert.Contains("It is dated before 1 October.", page.WaitForElement(".left-out").TextContent, StringComparison.Ordinal);
        Assert.Contains("2 claims", page.Find(".draft-card").TextContent, StringComparison.Ordinal);
    }
}
