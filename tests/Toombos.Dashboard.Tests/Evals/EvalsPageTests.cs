using System.Net;
using System.Text.Json;
using Bunit;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Evals;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Dashboard.Evals;
using Toombos.Dashboard.Tests.Models;
using static Toombos.Dashboard.Tests.Evals.EvalSamples;

namespace Toombos.Dashboard.Tests.Evals;

/// <summary>The golden set and its runs: what there is, what a run may cost, and who may start one.</summary>
public class EvalsPageTests : PageTest
{
    const string Dialog = "dialog[aria-labelledby=start-run-title]";

    static readonly Prompt Draft = new() { Name = "draft", Version = 1, Kind = PromptKind.Base, Title = "Write a draft", Description = "", Parameters = ["brand"], Text = "You write for {{brand}}." };

    IRenderedComponent<EvalsPage> Open(IReadOnlyList<EvalCase>? cases = null, params EvalRun[] runs)
    {
        Api.On("GET v1/evals/cases", cases ?? [Letter]).On("GET v1/evals/runs", new Page<EvalRun>(runs, null));
        Api.On("GET v1/model-providers", (IReadOnlyList<ModelProvider>)[ModelSamples.Harbour]).On("GET v1/prompts", (IReadOnlyList<Prompt>)[Draft]).On("GET v1/voices/choices", (IReadOnlyList<Choice>)[new("warm_expert", "Warm expert", "Warm.")]);
        Api.On("POST v1/evals/runs/estimate", new EvalEstimate(1, 2, 1, ["harbour-1", "harbour-2"], 0.06m, 0.01m, ["Old case: There is no such brief."]));
        return Render<EvalsPage>();
    }

    [Fact]
    public void An_empty_golden_set_says_how_to_fill_it()
    {
        var page = Open([]);
        Assert.Contains("Add to the golden set", page.WaitForElement(".empty").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button:contains('Run')"));
    }

    [Fact]
    public void Runs_say_what_was_tried_and_what_came_of_it()
    {
        var page = Open(null, Run with { Id = Guid.CreateVersion7(), Title = null, State = EvalState.Running, Verdict = null, Done = 1, Sentence = "Nothing is measured yet." }, Run);
        var rows = page.WaitForElements(".rows .row");
        Assert.Contains("1 of 4 texts", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Running", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("1 of 2 cases became worse: Letter with figures", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Equal($"/settings/models/evaluations/{RunId}", rows[1].QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("Letter with figures", page.Find(".eval-case").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_says_what_it_may_cost_with_what_was_chosen_and_leads_to_its_page()
    {
        var page = Open();
        Api.On("POST v1/evals/runs", Run);
        page.WaitForElement(".page-head .primary").Click();
        page.WaitForAssertion(() => Assert.Contains("at most $0.06, usually $0.01. 1 text is remembered.", page.Find(Dialog).TextContent, StringComparison.Ordinal));
        Assert.Contains("There is no such brief", page.Find(Dialog).TextContent, StringComparison.Ordinal);
        page.Find("#run-model").Change(page.FindAll("#run-model option")[2].GetAttribute("value"));
        page.Find("#run-prompt").Change("draft");
        page.WaitForElement("#run-text").Change("Write briefly for {{brand}}.");
        page.Find("#run-voice").Change("warm_expert");
        page.WaitForAssertion(() => Assert.False(page.Find(Dialog + " [type=submit]").HasAttribute("disabled")));
        page.Find(Dialog + " form").Submit();
        page.WaitForAssertion(() => Assert.Equal($"settings/models/evaluations/{RunId}", Address));
        var sent = JsonSerializer.Deserialize(Api.Calls.Last(c => c.Call == "POST v1/evals/runs").Body, ToombosJson.Default.StartEvalRunRequest)!;
        Assert.Equal((ModelSamples.HarbourId, "harbour-2", "draft", "Write briefly for {{brand}}.", "warm_expert"), (sent.Candidate!.Model!.ProviderId, sent.Candidate.Model.Name, sent.Candidate.Prompt!.Name, sent.Candidate.Prompt.Text, sent.Candidate.Voice));
    }

    [Fact]
    public void What_does_not_fit_is_said_and_nothing_can_be_started()
    {
        var page = Open();
        Api.Refuse("POST v1/evals/runs/estimate", HttpStatusCode.PaymentRequired, "models.budget", "This may cost up to $4, and today $1 of $5 are left.");
        page.WaitForElement(".page-head .primary").Click();
        page.WaitForAssertion(() => Assert.Contains("today $1 of $5 are left", page.Find(Dialog + " .banner.failed").TextContent, StringComparison.Ordinal));
        Assert.True(page.Find(Dialog + " [type=submit]").HasAttribute("disabled"));
        Api.Refuse("POST v1/evals/runs/estimate", HttpStatusCode.BadRequest, "body.invalid", "Check the fields.", new() { ["candidate.prompt.text"] = ["The place {{brand}} is missing."] });
        page.Find("#run-prompt").Change("draft");
        page.WaitForElement("#run-text").Change("Write.");
        page.WaitForAssertion(() => Assert.Contains("The place {{brand}} is missing", page.Find("#run-text-error, .field-error").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Cases_are_renamed_and_taken_out()
    {
        var page = Open();
        Api.On($"PATCH v1/evals/cases/{LetterId}", Letter with { Name = "Figures" }).On($"DELETE v1/evals/cases/{LetterId}", "");
        page.WaitForElement("[aria-label='Rename Letter with figures']").Click();
        page.WaitForElement("#case-name").Input("Figures");
        Api.On("GET v1/evals/cases", (IReadOnlyList<EvalCase>)[Letter with { Name = "Figures" }]);
        page.Find("dialog[aria-labelledby=rename-case-title] form").Submit();
        page.WaitForElement("[aria-label='Take Figures out of the golden set']").Click();
        Api.On("GET v1/evals/cases", (IReadOnlyList<EvalCase>)[]);
        page.WaitForElement("dialog[aria-labelledby=remove-case-title] .danger").Click();
        page.WaitForAssertion(() => Assert.Equal(1, Api.Count("DELETE v1/evals/cases")));
        page.WaitForElement(".empty");
    }

    [Fact]
    public void Editors_look_and_start_nothing()
    {
        ActAs(WorkspaceRole.Editor);
        var page = Open(null, Run);
        page.WaitForElement(".eval-case");
        Assert.Empty(page.FindAll(".page-head .primary, .eval-case button"));
    }

    [Fact]
    public void Who_may_not_see_models_is_told_so()
    {
        ActAs(WorkspaceRole.Viewer);
        Assert.Contains("Models are for editors", Open().WaitForElement("h2").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, Api.Count("GET v1/evals"));
    }

    [Fact]
    public void A_page_that_can_not_be_read_says_why()
    {
        Api.Refuse("GET v1/evals/cases", HttpStatusCode.InternalServerError, "error", "It broke.");
        Assert.Contains("It broke.", Render<EvalsPage>().WaitForElement(".trouble").TextContent, StringComparison.Ordinal);
    }
}
