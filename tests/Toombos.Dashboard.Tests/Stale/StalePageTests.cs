using System.Net;
using Bunit;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Documents;
using Toombos.Client.Stale;
using Toombos.Client.Writing;
using Toombos.Dashboard.Home;
using Toombos.Dashboard.Stale;
using Toombos.Dashboard.Tests.Documents;
using Toombos.Dashboard.Tests.Writing;

namespace Toombos.Dashboard.Tests.Stale;

/// <summary>The list of texts that no longer match, both sides of one, and what people do about it.</summary>
public class StalePageTests : PageTest
{
    static readonly string Report = $"GET v1/drafts/{WritingSamples.DraftId}/stale";

    IRenderedComponent<StaleDraftPage> OpenReport(StaleReport report)
    {
        Api.On(Report, report);
        var page = Render<StaleDraftPage>(p => p.Add(x => x.DraftId, WritingSamples.DraftId));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".skeleton")));
        return page;
    }

    [Fact]
    public void A_row_says_what_changed_how_far_the_text_has_got_and_where_it_is_out()
    {
        Api.On("GET v1/stale", new Page<StaleDraft>([StaleSamples.Text(StaleState.Published, null, StaleSamples.Place())], null)).On("GET v1/stale/count", new StaleCount(1, 0));
        var row = Render<StalePage>().WaitForElement(".stale-row");

        foreach (var word in new[] { "Newsletter: A lighter hull", "Published", "2 sentences at fault", "What is new, version 1 to 2", "on Our mail", "and 1 more change" }) Assert.Contains(word, row.TextContent, StringComparison.Ordinal);
        Assert.Equal("20", row.QuerySelector("del")!.TextContent.Replace(" deleted: ", "", StringComparison.Ordinal));
        Assert.Equal($"/stale/{WritingSamples.DraftId}?version=2", row.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void Without_any_it_says_that_everything_matches() => Assert.Contains("Everything matches its source", Render<StalePage>().WaitForElement(".empty").TextContent, StringComparison.Ordinal);

    [Fact]
    public void What_could_not_be_read_is_told_and_tried_again()
    {
        Api.Refuse("GET v1/stale", HttpStatusCode.InternalServerError, "server.failed", "Something broke.");
        var page = Render<StalePage>();
        page.WaitForElement(".trouble");
        Api.On("GET v1/stale", new Page<StaleDraft>([], null));
        page.Find(".trouble button").Click();
        page.WaitForElement(".empty");
    }

    [Fact]
    public void A_new_one_shows_up_by_itself()
    {
        var page = Render<StalePage>();
        page.WaitForElement(".empty");
        Api.On("GET v1/stale", new Page<StaleDraft>([StaleSamples.Text()], null));
        Api.Tell("stale-draft.added", Guid.NewGuid());
        page.WaitForElement(".stale-row");
    }

    [Fact]
    public void Both_sides_stand_beside_each_other_with_what_the_person_has_to_decide()
    {
        var page = OpenReport(StaleSamples.Report(StaleSamples.Text(), StaleSamples.Sentence(), StaleSamples.Sentence(StaleOutcome.Removed), StaleSamples.Sentence(StaleOutcome.Kept, "The hull weighs 18 kg.")));

        var (document, draft) = (page.FindAll(".stale-sides section")[0].TextContent, page.FindAll(".stale-sides section")[1].TextContent);
        foreach (var word in new[] { "changed", "New hull", "gone", "Gone words." }) Assert.Contains(word, document, StringComparison.Ordinal);
        foreach (var word in new[] { "rewritten", "removed", "stays, you decide", "These are a person's words", "Proposed:" }) Assert.Contains(word, draft, StringComparison.Ordinal);
    }

    [Fact]
    public void An_update_leads_to_the_versions_side_by_side()
    {
        Api.On($"POST v1/drafts/{WritingSamples.DraftId}/update", new UpdatedDraft(WritingSamples.Draft(version: 3, newest: 3), [StaleSamples.Sentence(), StaleSamples.Sentence(StaleOutcome.Kept)]));
        var page = OpenReport(StaleSamples.Report(StaleSamples.Text(), StaleSamples.Sentence()));

        page.FindAll("button").First(b => b.TextContent.Contains("Update the draft", StringComparison.Ordinal)).Click();

        page.WaitForAssertion(() => Assert.Equal($"pieces/{WritingSamples.PieceId}/drafts/{WritingSamples.DraftId}?view=versions&compare=2", Address));
        Assert.Contains(Api.Calls, c => c.Call.StartsWith("POST", StringComparison.Ordinal) && c.Body.Contains(WritingSamples.Hash, StringComparison.Ordinal));
        Assert.Contains("1 sentence stays as it was", Assert.Single(Notices.All).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Ignoring_wants_a_name_and_a_reason()
    {
        Api.On($"POST v1/drafts/{WritingSamples.DraftId}/stale/ignore", StaleSamples.Text());
        var page = OpenReport(StaleSamples.Report(StaleSamples.Text(), StaleSamples.Sentence()));
        page.FindAll("button").First(b => b.TextContent.Contains("Ignore", StringComparison.Ordinal)).Click();
        Assert.Equal("Ines Duarte", page.Find("#ignore-name").GetAttribute("value"));
        page.Find("#ignore-reason").Input("Only a rounding");
        page.Find("dialog form").Submit();

        page.WaitForAssertion(() => Assert.Contains(Api.Calls, c => c.Body.Contains("\"reason\":\"Only a rounding\"", StringComparison.Ordinal) && c.Body.Contains("\"version\":2", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_ignored_says_by_whom_and_can_be_taken_back()
    {
        Api.On($"DELETE v1/drafts/{WritingSamples.DraftId}/stale/ignore", "", HttpStatusCode.NoContent);
        var page = OpenReport(StaleSamples.Report(StaleSamples.Text(ignored: new("Ada Lind", "Only a rounding", StaleSamples.Now.TakenAt)), StaleSamples.Sentence()));
        Assert.Contains("Ada Lind ignores this since", page.Find(".banner.calm").TextContent, StringComparison.Ordinal);

        page.Find(".banner.calm .link-button").Click();

        page.WaitForAssertion(() => Assert.Equal(2, Api.Count(Report)));
    }

    [Fact]
    public void What_readers_have_is_corrected_by_a_draft()
    {
        Api.On($"POST v1/publications/{StaleSamples.Place().PublicationId}/correct", new Correction(CorrectionKind.NewDraft, "A newsletter that was sent can't be changed.", WritingSamples.Draft()));
        var page = OpenReport(StaleSamples.Report(StaleSamples.Text(StaleState.Published, null, StaleSamples.Place()), StaleSamples.Sentence()));
        Assert.Contains("stays as it arrived", page.Find(".stale-place").TextContent, StringComparison.Ordinal);

        page.Find(".stale-place button").Click();

        page.WaitForAssertion(() => Assert.Equal($"pieces/{WritingSamples.PieceId}/drafts/{WritingSamples.DraftId}", Address));
        Assert.Contains("can't be changed", Assert.Single(Notices.All).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_matches_says_so() => Assert.Contains("This version matches its source", OpenReport(StaleSamples.Report(null)).Find(".empty").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Whoever_may_only_read_sees_both_sides_and_no_buttons()
    {
        ActAs(WorkspaceRole.Viewer);
        var page = OpenReport(StaleSamples.Report(StaleSamples.Text(StaleState.Published, null, StaleSamples.Place()), StaleSamples.Sentence()));
        Assert.NotNull(page.Find(".stale-sides"));
        Assert.Empty(page.FindAll(".page-head button, .stale-place button"));
    }

    [Fact]
    public void Home_has_a_line_for_them()
    {
        Api.On("GET v1/sources", new Page<Source>([DocumentSamples.Source(SourceKind.Paste)], null)).On("GET v1/pieces", new Page<Piece>([], null)).On("GET v1/stale/count", new StaleCount(3, 1));
        var line = Render<HomePage>().WaitForElement("a[href='/stale']");
        Assert.Equal("3 texts no longer match their source", line.TextContent);
    }

    [Fact]
    public void The_navigation_counts_them_and_follows()
    {
        var counter = Render<StaleCounter>();
        Assert.Empty(counter.Markup.Trim());
        Api.On("GET v1/stale/count", new StaleCount(120, 0));
        Api.Tell("stale-draft.added", Guid.NewGuid());
        Assert.Contains("99+", counter.WaitForElement(".nav-count").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_draft_says_that_its_document_has_changed()
    {
        Api.On("GET v1/stale", new Page<StaleDraft>([StaleSamples.Text()], null));
        var notice = Render<StaleNotice>(p => p.Add(x => x.DraftId, WritingSamples.DraftId).Add(x => x.Version, 2)).WaitForElement(".stale-notice");
        Assert.Contains("2 sentences no longer match the document.", notice.TextContent, StringComparison.Ordinal);
        Assert.Empty(Render<StaleNotice>(p => p.Add(x => x.DraftId, WritingSamples.DraftId).Add(x => x.Version, 1)).FindAll(".stale-notice"));
    }
}
