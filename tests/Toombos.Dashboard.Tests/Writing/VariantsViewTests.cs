using System.Net;
using Bunit;
using Toombos.Client;
using Toombos.Client.Checks;
using Toombos.Client.Documents;
using Toombos.Client.Jobs;
using Toombos.Client.Writing;
using Toombos.Dashboard.Tests.Documents;
using Toombos.Dashboard.Writing;
using static Toombos.Dashboard.Tests.Writing.WritingSamples;

namespace Toombos.Dashboard.Tests.Writing;

/// <summary>Variants of a draft: priced before, watched while they are written, held beside each other, and one of them taken.</summary>
public class VariantsViewTests : PageTest
{
    static readonly Guid JobId = Guid.Parse("77777777-7777-7777-8777-777777777777");

    static readonly Prompt[] Prompts = [Angle("benefit"), Angle("story"), Angle("news"), Angle("question"), Angle("short")];

    static Prompt Angle(string name) => new() { Name = $"angle.{name}", Version = 1, Kind = PromptKind.Angle, Title = char.ToUpperInvariant(name[0]) + name[1..], Description = "First of all.", Parameters = [], Text = "Begin." };

    static DraftVariant Variant(string angle, params Claim[] claims) => new()
    {
        Id = Guid.CreateVersion7(), Angle = angle, AngleTitle = char.ToUpperInvariant(angle[0]) + angle[1..], ContentHash = new('e', 64), Content = Content(), Checks = Checks(claims), Writing = new("harbour-1", $"draft@1 angle.{angle}@1", 0.02m, []),
        CreatedAt = DocumentSamples.At("2026-10-12T09:00:00Z"), CreatedBy = "Ines",
    };

    static Job Job(JobState state, string? error = null) => new()
    {
        Id = JobId, Kind = "variants", Title = "Write 3 variants", State = state, Priority = 2, DueAt = DocumentSamples.At("2026-10-12T09:00:00Z"), CreatedAt = DocumentSamples.At("2026-10-12T09:00:00Z"), CreatedBy = "Ines", Attempt = 1, MaxAttempts = 2,
        Progress = new(1, 3, "Story is being written"), Error = error, Related = new Dictionary<string, Guid>(),
    };

    IRenderedComponent<PiecePage> Open(DraftVariants variants)
    {
        var draft = Draft("x");
        Api.On($"GET v1/pieces/{PieceId}", Piece(draft.Summary)).On($"GET v1/drafts/{DraftId}", draft).On($"GET v1/drafts/{DraftId}/preview", Preview(draft, null)).On<IReadOnlyList<Prompt>>("GET v1/prompts", Prompts);
        Api.On($"GET v1/snapshots/{DocumentSamples.SnapshotId}/items", new Page<Item>([DocumentSamples.Item()], null));
        Api.On($"GET v1/drafts/{DraftId}/variants", variants).On($"POST v1/drafts/{DraftId}/variants/estimate", new VariantsEstimate(["harbour-1"], ["benefit", "story", "news"], 0.12m, 0.05m));
        GoTo($"/pieces/{PieceId}/drafts/{DraftId}?view=variants");
        return Render<PiecePage>(p => p.Add(x => x.Id, PieceId).Add(x => x.DraftId, DraftId));
    }

    [Fact]
    public void The_price_of_all_is_said_before_and_the_chosen_angles_are_asked_for()
    {
        var page = Open(new(null, false, null, []));
        page.WaitForAssertion(() => Assert.Contains("harbour-1, at most $0.12 for 3, usually $0.05", page.Find(".variants-form").TextContent, StringComparison.Ordinal));
        Assert.Equal(["benefit", "story", "news"], page.FindAll(".angles input").Where(i => i.HasAttribute("checked")).Select(i => i.GetAttribute("value")));
        page.Find(".angles input[value=question]").Change(true);
        Assert.True(page.Find(".angles input[value=short]").HasAttribute("disabled"));
        page.Find(".angles input[value=benefit]").Change(false);
        Api.On($"POST v1/drafts/{DraftId}/variants", Job(JobState.Pending)).On($"GET v1/drafts/{DraftId}/variants", new DraftVariants(null, false, JobId, [])).On($"GET v1/jobs/{JobId}", new JobDetails(Job(JobState.Running), []));
        page.WaitForAssertion(() => Assert.False(page.Find(".variants-form button[type=submit]").HasAttribute("disabled")));
        page.Find(".variants-form form").Submit();
        page.WaitForAssertion(() => Assert.Contains("Story is being written (1 of 3)", page.Find("[aria-labelledby=variants-job]").TextContent, StringComparison.Ordinal));
        Assert.Contains(Api.Calls, c => c.Call == $"POST v1/drafts/{DraftId}/variants" && c.Body.Contains("[\"story\",\"news\",\"question\"]", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_cap_forbids_is_said_instead_of_a_price()
    {
        var page = Open(new(null, false, null, []));
        Api.Refuse($"POST v1/drafts/{DraftId}/variants/estimate", HttpStatusCode.PaymentRequired, "models.budget", "This may cost up to $0.45, and today $0.10 of $5 are left.");
        page.WaitForElement(".angles input[value=question]").Change(true);
        page.WaitForAssertion(() => Assert.Contains("today $0.10 of $5 are left", page.Find(".variants-form [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.True(page.Find(".variants-form button[type=submit]").HasAttribute("disabled"));
    }

    [Fact]
    public void Each_shows_its_text_score_claims_length_model_and_cost_and_one_is_taken()
    {
        var (good, lying) = (Variant("benefit", Claim(verdict: ClaimVerdict.Supported)), Variant("story", Contradicted()));
        var page = Open(new(2, false, null, [good, lying]));
        page.WaitForElement(".variants");
        Assert.Contains("$0.04 together", page.Markup, StringComparison.Ordinal);
        var columns = page.FindAll(".variant");
        Assert.Equal(["Benefit", "Story"], columns.Select(c => c.QuerySelector("h3")!.TextContent));
        Assert.Contains("1 supported", columns[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("57 / 280", columns[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("harbour-1", columns[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("1 contradicted", columns[1].TextContent, StringComparison.Ordinal);
        Assert.NotNull(columns[1].QuerySelector("mark.claim.contradicted"));
        Assert.Contains("the source says “Skerry”", columns[1].TextContent, StringComparison.Ordinal);
        page.FindAll(".variant-tabs button")[1].Click();
        Assert.Contains("Story", page.Find(".variant.chosen h3").TextContent, StringComparison.Ordinal);

        var draft = Draft("x");
        Api.On($"POST v1/drafts/{DraftId}/variants/{lying.Id}/take", draft with { VersionNumber = 3, ContentHash = new('f', 64), Summary = draft.Summary with { VersionNumber = 3 } });
        page.Find(".variant.chosen .primary").Click();
        page.WaitForAssertion(() => Assert.Contains(Api.Calls, c => c.Call == $"POST v1/drafts/{DraftId}/variants/{lying.Id}/take"));
    }

    [Fact]
    public void Those_of_a_version_before_can_be_read_and_not_be_taken()
    {
        var page = Open(new(1, true, null, [Variant("benefit"), Variant("story")]));
        Assert.Contains("They were written for version 1; version 2 is the newest.", page.WaitForElement(".banner.pending").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".variant .primary"));
    }

    [Fact]
    public void Work_under_way_is_watched_and_stopped()
    {
        Api.On($"GET v1/jobs/{JobId}", new JobDetails(Job(JobState.Running), []));
        var page = Open(new(2, false, JobId, [Variant("benefit")]));
        page.WaitForElement("[aria-labelledby=variants-job]");
        Assert.Single(page.FindAll(".variant"));
        Api.On($"POST v1/jobs/{JobId}/cancel", Job(JobState.Cancelled)).On($"GET v1/jobs/{JobId}", new JobDetails(Job(JobState.Cancelled), [])).On($"GET v1/drafts/{DraftId}/variants", new DraftVariants(2, false, null, [Variant("benefit")]));
        page.Find("[aria-labelledby=variants-job] button").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[aria-labelledby=variants-job]")));
        Assert.Single(page.FindAll(".variant"));
    }
}
