using System.Net;
using Bunit;
using Toombos.Client.Evals;
using Toombos.Client.Jobs;
using Toombos.Client.Writing;
using Toombos.Dashboard.Evals;
using Toombos.Dashboard.Tests.Writing;
using static Toombos.Dashboard.Tests.Evals.EvalSamples;

namespace Toombos.Dashboard.Tests.Evals;

/// <summary>A run: verdict, bars, cases, and the two texts with what the source does not carry.</summary>
public class EvalRunPageTests : PageTest
{
    IRenderedComponent<EvalRunPage> Open(EvalRunDetails? details = null, string query = "")
    {
        Api.On($"GET v1/evals/runs/{RunId}", details ?? Details).On($"GET v1/evals/runs/{RunId}/cases/{LetterId}", Texts(LetterId)).On($"GET v1/evals/runs/{RunId}/cases/{PostId}", Texts(PostId) with { Candidate = null });
        GoTo($"/settings/models/evaluations/{RunId}{query}");
        return Render<EvalRunPage>(p => p.Add(x => x.Id, RunId));
    }

    [Fact]
    public void The_verdict_stands_above_the_bars_and_the_worst_case_is_shown_with_its_claims_marked()
    {
        var page = Open();
        Assert.Contains("1 of 2 cases became worse", page.WaitForElement("[aria-labelledby=verdict-title]").TextContent, StringComparison.Ordinal);
        var measures = page.FindAll(".eval-measure");
        Assert.Equal(["Texts written", "Contradicted claims", "Quality", "Cost of a text"], measures.Select(m => m.QuerySelector("h3")!.TextContent));
        Assert.Equal(["Now78", "Candidate82.5"], measures[2].QuerySelectorAll(".eval-bar").Select(b => b.TextContent.Trim()));
        Assert.Equal(["0", "100"], measures[1].QuerySelectorAll(".bar-fill").Select(b => b.GetAttribute("width")));
        var mark = page.WaitForElement(".eval-text mark.claim.contradicted");
        Assert.Contains("18.9 kg", mark.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Now", "With the candidate"], page.FindAll(".eval-text > h3").Select(h => h.TextContent));
        Assert.Equal(["Letter with figures", "Short post"], page.FindAll("tbody th a").Select(a => a.TextContent));
    }

    [Fact]
    public void Another_case_has_an_address_and_says_why_no_model_wrote_it()
    {
        var page = Open(query: $"?case={PostId}");
        page.WaitForAssertion(() => Assert.Contains("No model wrote it. harbour-2: It took longer than 120 seconds.", page.Find("[aria-labelledby=texts-title]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Short post", page.Find("#texts-title").TextContent);
    }

    [Fact]
    public void A_run_under_way_shows_how_far_it_is_goes_on_by_itself_and_can_be_stopped()
    {
        var page = Open(new(Run with { State = EvalState.Running, Verdict = null, Done = 0, Measures = [], Sentence = "Nothing is measured yet." }, []));
        Assert.Contains("0 of 4 texts", page.WaitForElement(".job-progress").TextContent, StringComparison.Ordinal);
        Api.On($"POST v1/jobs/{JobId}/cancel", new Job { Id = JobId, Kind = "evals", Title = "Evaluate", State = JobState.Running, Priority = 3, DueAt = default, CreatedAt = default, CreatedBy = "Ada", Attempt = 1, MaxAttempts = 2, Related = new Dictionary<string, Guid>() });
        page.Find("button:contains('Stop')").Click();
        page.WaitForAssertion(() => Assert.Equal(1, Api.Count($"POST v1/jobs/{JobId}/cancel")));
        Api.On($"GET v1/evals/runs/{RunId}", Details with { Run = Run with { State = EvalState.Stopped, Problem = "This may cost more than is left today." } });
        Api.Tell("job.cancelled", JobId);
        page.WaitForAssertion(() => Assert.Contains("more than is left today", page.Find(".banner").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".job-progress"));
    }

    [Fact]
    public void A_run_that_is_not_there_says_so()
    {
        Api.Refuse($"GET v1/evals/runs/{RunId}", HttpStatusCode.NotFound, "eval-run.not-found", "There is no eval run with this id.");
        var page = Render<EvalRunPage>(p => p.Add(x => x.Id, RunId));
        Assert.Contains("Not found", page.WaitForElement(".trouble").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_draft_goes_into_the_golden_set_under_a_name()
    {
        Api.On("GET v1/prompts", (IReadOnlyList<Prompt>)[new() { Name = "brief.tip", Version = 1, Kind = PromptKind.Brief, Title = "Tip", Description = "", For = "social", Parameters = [], Text = "Write." }]);
        Api.On("POST v1/evals/cases", Letter);
        var page = Render<AddToGoldenSet>(p => p.Add(x => x.Draft, WritingSamples.Summary()));
        page.Find("button").Click();
        page.WaitForElement("#golden-name").Input("Figures");
        page.Find("#golden-brief").Change("tip");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("\"name\":\"Figures\",\"brief\":\"tip\"", Api.Calls.Single(c => c.Call == "POST v1/evals/cases").Body, StringComparison.Ordinal));
        Api.Refuse("POST v1/evals/cases", HttpStatusCode.Conflict, "eval-case.exists", "This draft is in the golden set already.");
        page.Find("button").Click();
        page.WaitForElement("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("in the golden set already", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }
}
