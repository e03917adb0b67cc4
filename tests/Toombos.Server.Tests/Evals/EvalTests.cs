using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client.Checks;
using Toombos.Client.Evals;
using Toombos.Client.Models;
using Toombos.Client.Voices;
using Toombos.Client.Writing;
using Toombos.Server.Features.Privacy;
using Toombos.Server.Tests.Hosting;
using Toombos.Server.Tests.Models;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Evals;

/// <summary>The golden set is written as drafts are, as things are now and with what is tried, and what became worse is said.</summary>
public sealed class EvalTests
{
    const string Document = "# News\n\n## New hull\n\nThe hull weighs 19.8 kg.\n\nIt was tested by Ines Duarte in Lisbon.\n";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_model_that_makes_things_up_is_worse_and_what_it_made_up_is_named(DatabaseKind database)
    {
        await using var stage = await ModelStage.AloneAsync(database);
        var liar = await ConnectAsync(stage);
        var evals = stage.Client.Evals;
        var drafts = await DraftsAsync(stage, "bluesky", "mastodon");
        var first = await evals.AddCaseAsync(new() { DraftId = drafts[0], Name = "Hull, short" }, Ct);
        await evals.AddCaseAsync(new() { DraftId = drafts[1] }, Ct);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "eval-case.exists", () => evals.AddCaseAsync(new() { DraftId = drafts[0] }, Ct));
        // A case is a copy: what it was made from may go.
        await stage.Client.Documents.DeleteSourceAsync((await stage.Client.Documents.ListSourcesAsync(ct: Ct)).Items[0].Id, Ct);

        var request = new StartEvalRunRequest { Title = "Try the cheaper one", Candidate = new() { Model = liar } };
        var estimate = await evals.EstimateAsync(request, Ct);
        Assert.Equal((2, 4, 0), (estimate.Cases, estimate.Texts, estimate.Known));
        Assert.Equal(["harbour-1", "liar-1"], estimate.Models);
        Assert.True(estimate.Most > 0);

        var started = await evals.StartAsync(request, Ct);
        var (run, cases) = await DoneAsync(stage, started.Id);

        Assert.Equal((EvalState.Finished, EvalVerdict.Worse, 4, 4), (run.State, run.Verdict, run.Texts, run.Done));
        Assert.StartsWith("Worse: contradicted claims 0 → ", run.Sentence, StringComparison.Ordinal);
        Assert.EndsWith("2 of 2 cases became worse: Hull, short, New hull.", run.Sentence, StringComparison.Ordinal);
        var one = cases.Single(c => c.CaseId == first.Id);
        Assert.Contains("18.9 kg", one.Sentence, StringComparison.Ordinal);
        Assert.Contains("where the source says “19.8 kg”", one.Sentence, StringComparison.Ordinal);
        Assert.Contains(one.Candidate!.Open, c => c.Verdict == ClaimVerdict.Contradicted && c.Text.Contains("18.9", StringComparison.Ordinal));
        Assert.Equal(("harbour-1", "draft@1", 1000, 200, 0.0036m), (one.Baseline!.Model, one.Baseline.Prompt, one.Baseline.InputTokens, one.Baseline.OutputTokens, one.Baseline.Cost));
        Assert.Equal((6, true, true), (one.Baseline.Dimensions.Count, one.Baseline.WithinLimits, one.Baseline.Supported > 0));
        Assert.Equal(4 * 0.0036m, run.Cost);
        var texts = await evals.GetTextsAsync(run.Id, first.Id, Ct);
        Assert.Contains(texts.Candidate!.Content.Parts, p => p.Text.Contains("18.9 kg", StringComparison.Ordinal));
        Assert.Contains(texts.Candidate.Checks.Claims, c => c.IsOpen);
        Assert.Empty((await stage.Client.Writing.ListPiecesAsync(ct: Ct)).Items);

        // The same again is remembered, and costs nothing.
        Assert.Equal((4, 0m), await evals.EstimateAsync(request, Ct) is var again ? (again.Known, again.Most) : default);
        var (known, _) = await DoneAsync(stage, (await evals.StartAsync(request, Ct)).Id);
        Assert.Equal((0m, EvalVerdict.Worse, null), (known.Cost, known.Verdict, known.Measures.Single(m => m.Kind == EvalMeasureKind.Cost).Verdict));
        Assert.Equal(4, stage.Sink.Asked.Count);
        Assert.Equal([known.Id, run.Id], (await evals.ListRunsAsync(limit: 5, ct: Ct)).Items.Select(r => r.Id));

        // Another workspace sees nothing of it.
        var stranger = (await stage.Host.AddWorkspaceAsync()).Client.Evals;
        Assert.Empty(await stranger.ListCasesAsync(Ct));
        Assert.Empty((await stranger.ListRunsAsync(ct: Ct)).Items);
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "eval-run.not-found", () => stranger.GetTextsAsync(run.Id, first.Id, Ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "eval-case.not-found", () => stranger.RenameCaseAsync(first.Id, new() { Name = "Mine" }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "evals.no-cases", () => stranger.EstimateAsync(new(), Ct));

        // What was measured of a case stays without the case; runs go after 90 days.
        await evals.RemoveCaseAsync(first.Id, Ct);
        Assert.Equal(2, (await evals.GetRunAsync(run.Id, Ct)).Cases.Count);
        stage.Host.Clock.Advance(TimeSpan.FromDays(91));
        await stage.Host.Services.GetRequiredService<PrivacySweep>().RunAsync(Ct);
        Assert.Empty((await evals.ListRunsAsync(ct: Ct)).Items);
        Assert.Single(await evals.ListCasesAsync(Ct));
    }

    [Theory, BothDatabases]
    public async Task Caps_refuse_a_run_and_end_one_that_they_catch_up_with(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        var liar = await ConnectAsync(stage);
        var evals = stage.Client.Evals;
        await evals.AddCaseAsync(new() { DraftId = (await DraftsAsync(stage, "bluesky"))[0] }, Ct);
        var (open, request) = (await stage.Client.Models.GetPolicyAsync(Ct), new StartEvalRunRequest { Candidate = new() { Model = liar } });
        await stage.Client.Models.SetPolicyAsync(open with { PerDay = 0.001m }, Ct);
        await Problems.RefusedAsync(HttpStatusCode.PaymentRequired, "models.budget", () => evals.EstimateAsync(request, Ct));
        await Problems.RefusedAsync(HttpStatusCode.PaymentRequired, "models.budget", () => evals.StartAsync(request, Ct));
        Assert.Empty((await evals.ListRunsAsync(ct: Ct)).Items);

        await stage.Client.Models.SetPolicyAsync(open, Ct);
        var (truth, lie) = (stage.Sink.Answer, new TaskCompletionSource());
        stage.Sink.Answer = asked => truth(asked) with { Pause = ct => lie.Task.WaitAsync(ct) };
        var started = await evals.StartAsync(request, Ct);
        await Eventually.SatisfiesAsync(() => Task.FromResult(stage.Sink.Asked.Count), asked => asked == 1);
        await stage.Client.Models.SetPolicyAsync(open with { PerDay = 0.001m }, Ct);
        lie.SetResult();

        var (run, cases) = await DoneAsync(stage, started.Id);
        Assert.Equal((EvalState.Stopped, 1, null), (run.State, run.Done, run.Verdict));
        Assert.Contains("today $0 of $0 are left", run.Problem, StringComparison.Ordinal);
        Assert.Equal((true, null), (cases[0].Baseline!.Written, cases[0].Candidate));

        // Done again, it does the rest.
        await stage.Client.Models.SetPolicyAsync(open, Ct);
        await stage.Client.Jobs.RetryAsync(started.JobId, Ct);
        var (whole, _) = await DoneAsync(stage, started.Id);
        Assert.Equal((EvalState.Finished, 2, EvalVerdict.Worse), (whole.State, whole.Done, whole.Verdict));
        Assert.Equal(2, stage.Sink.Asked.Count);
    }

    [Theory, BothDatabases]
    public async Task To_cancel_keeps_what_was_measured(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        var liar = await ConnectAsync(stage);
        var evals = stage.Client.Evals;
        await evals.AddCaseAsync(new() { DraftId = (await DraftsAsync(stage, "bluesky"))[0] }, Ct);
        var truth = stage.Sink.Answer;
        stage.Sink.Answer = asked => asked.Model == "liar-1" ? truth(asked) with { Pause = ct => Task.Delay(Timeout.Infinite, ct) } : truth(asked);

        var started = await evals.StartAsync(new() { Candidate = new() { Model = liar } }, Ct);
        await Eventually.SatisfiesAsync(() => Task.FromResult(stage.Sink.Asked.Count), asked => asked == 2);
        Assert.Equal((EvalState.Running, 1), (await evals.GetRunAsync(started.Id, Ct)).Run is var under ? (under.State, under.Done) : default);
        await stage.Client.Jobs.CancelAsync(started.JobId, Ct);

        var (run, cases) = await DoneAsync(stage, started.Id);
        Assert.Equal((EvalState.Stopped, 1), (run.State, run.Done));
        Assert.Equal((true, null), (cases[0].Baseline!.Written, cases[0].Candidate));
    }

    [Fact]
    public async Task Another_text_of_a_prompt_is_tried_where_it_is_used_and_nothing_is_asked_twice_elsewhere()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        await ConnectAsync(stage);
        var evals = stage.Client.Evals;
        var drafts = await DraftsAsync(stage, "bluesky", "mastodon");
        var brief = (await stage.Client.Writing.ListPromptsAsync(Ct)).First(p => p.Kind == PromptKind.Brief && p.For is null or "social");
        await evals.AddCaseAsync(new() { DraftId = drafts[0], Brief = brief.Name["brief.".Length..], Name = "With brief" }, Ct);
        await evals.AddCaseAsync(new() { DraftId = drafts[1], Name = "Without" }, Ct);

        var field = await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => evals.StartAsync(new() { Candidate = new() { Prompt = new() { Name = "draft", Text = "Write well." } } }, Ct));
        Assert.Contains("candidate.prompt.text", field.Errors.Keys);
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => evals.StartAsync(new() { Candidate = new() { Prompt = new() { Name = "refine", Text = "Well." } } }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => evals.StartAsync(new() { Candidate = new() { Voice = "nobody" } }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => evals.StartAsync(new() { Candidate = new() { Model = new() { ProviderId = Guid.NewGuid(), Name = "x" } } }, Ct));

        var started = await evals.StartAsync(new() { Candidate = new() { Prompt = new() { Name = brief.Name, Text = brief.Text + " TRIED: say it in one sentence." } } }, Ct);
        var (run, cases) = await DoneAsync(stage, started.Id);

        Assert.Equal((EvalState.Finished, EvalVerdict.Same, 4), (run.State, run.Verdict, run.Done));
        Assert.Equal(3, stage.Sink.Asked.Count);
        Assert.Contains("TRIED", stage.Sink.Asked.Single(a => a.Said.Contains("TRIED", StringComparison.Ordinal)).Said, StringComparison.Ordinal);
        Assert.Contains("+", cases.Single(c => c.Name == "With brief").Candidate!.Prompt, StringComparison.Ordinal);
        Assert.True(cases.Single(c => c.Name == "Without").Unchanged);
        Assert.Null((await stage.Client.Writing.ListPromptsAsync(Ct)).Single(p => p.Name == brief.Name).Own);
    }

    [Fact]
    public async Task Another_voice_is_told_to_the_model_and_its_rules_are_measured()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        await ConnectAsync(stage);
        var evals = stage.Client.Evals;
        await stage.Client.Voices.AddAsync(new() { Name = "Plain", Slug = "plain-words", Base = "professional", Rules = new VoiceRules { BannedTerms = [new() { Term = "revolutionary" }] } }, Ct);
        await stage.Client.Voices.AddAsync(new() { Name = "No hulls", Slug = "no-hulls", Base = "professional", Rules = new VoiceRules { BannedTerms = [new() { Term = "hull", Better = "boat" }] } }, Ct);
        var source = (await stage.Client.Documents.AddSourceAsync(new() { Name = "News", Markdown = Document }, Ct)).Source.Id;
        var piece = await stage.Client.Writing.CreatePieceAsync(new() { SourceId = source, Channels = ["bluesky"], Voice = "plain-words" }, Ct);
        var made = await evals.AddCaseAsync(new() { DraftId = piece.Drafts[0].Id }, Ct);
        Assert.Equal("plain-words", made.Voice);

        var (run, cases) = await DoneAsync(stage, (await evals.StartAsync(new() { Candidate = new() { Voice = "no-hulls" } }, Ct)).Id);

        Assert.Equal(EvalVerdict.Worse, run.Verdict);
        Assert.Equal(100, cases[0].Baseline!.Voice);
        Assert.True(cases[0].Candidate!.Voice < 100);
        Assert.NotEmpty(cases[0].Candidate!.BrokenRules);
    }

    [Fact]
    public async Task Without_a_candidate_how_things_are_is_measured_and_a_model_that_fails_says_why()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        await ConnectAsync(stage);
        var evals = stage.Client.Evals;
        await evals.AddCaseAsync(new() { DraftId = (await DraftsAsync(stage, "bluesky"))[0] }, Ct);
        stage.Sink.Answer = _ => new("I would rather not.");

        var (run, cases) = await DoneAsync(stage, (await evals.StartAsync(new(), Ct)).Id);

        Assert.Equal((EvalState.Finished, null, 1, "0 of 1 written."), (run.State, run.Verdict, run.Done, run.Sentence));
        Assert.Contains("could not be used", cases[0].Baseline!.Problem, StringComparison.Ordinal);
    }

    /// <summary>A provider whose first model tells the truth, and whose second does not.</summary>
    static async Task<EvalModel> ConnectAsync(ModelStage stage)
    {
        var provider = await stage.ConnectAsync(ModelProtocol.OpenAi, ModelStage.Entry(), ModelStage.Entry("liar-1"));
        stage.Sink.Answer = asked => new(ModelStage.Post(asked.Model == "liar-1" ? "Our new hull weighs only 18.9 kg." : "Our new hull weighs only 19.8 kg."), In: 1000, Out: 200);
        return new() { ProviderId = provider.Id, Name = "liar-1" };
    }

    static async Task<IReadOnlyList<Guid>> DraftsAsync(ModelStage stage, params string[] channels)
    {
        var source = (await stage.Client.Documents.AddSourceAsync(new() { Name = "News", Markdown = Document }, Ct)).Source.Id;
        return [.. (await stage.Client.Writing.CreatePieceAsync(new() { SourceId = source, Channels = channels }, Ct)).Drafts.Select(d => d.Id)];
    }

    static async Task<(EvalRun Run, IReadOnlyList<EvalComparison> Cases)> DoneAsync(ModelStage stage, Guid id)
    {
        var done = await Eventually.SatisfiesAsync(() => stage.Client.Evals.GetRunAsync(id, Ct), d => d.Run.State is not (EvalState.Waiting or EvalState.Running));
        return (done.Run, done.Cases);
    }
}
