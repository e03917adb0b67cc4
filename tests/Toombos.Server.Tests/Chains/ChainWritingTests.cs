using System.Net;
using System.Text.Json;
using Toombos.Client.Chains;
using Toombos.Client.Jobs;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Server.Tests.Hosting;
using Toombos.Server.Tests.Models;

namespace Toombos.Server.Tests.Chains;

/// <summary>A model plans a chain and writes it, each text knowing what those before it say.</summary>
public sealed class ChainWritingTests
{
    const string Document = "# News\n\n## New hull\n\nThe hull weighs 19.8 kg.\n\n## Winter berths\n\nThere are 12 winter berths left.\n";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Each_text_is_shown_what_those_before_it_say_and_can_only_cite_the_document(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        await stage.ConnectAsync();
        var source = await SourceAsync(stage);
        var request = new CreateChainRequest { Kind = "social-campaign", SourceId = source, Channels = ["bluesky"], WithModel = true };
        var number = 0;
        stage.Sink.Answer = asked => IsPlan(asked.Said) ? new(Plan([1], [1], [2], [2], [1, 2])) : new(ModelStage.Post($"Text {"abcde"[number++]} says that the hull weighs 19.8 kg."));
        var estimate = await stage.Client.Chains.EstimateAsync(request, Ct);
        Assert.Equal((5, true), (estimate.Drafts, estimate.Most > 0));

        var chain = await stage.Client.Chains.CreateAsync(request, Ct);
        Assert.Equal(("harbour-1", null), (chain.PlannedBy, chain.PlanProblem));
        Assert.Equal("New hull/New hull/Winter berths/Winter berths/New hull, Winter berths", string.Join('/', chain.Steps.Select(s => string.Join(", ", s.Items.Select(i => i.Title)))));
        var (job, written) = await DoneAsync(stage, chain);

        Assert.Equal(JobState.Completed, job.Job.State);
        Assert.All(written.Steps, s => Assert.Equal((2, AiShare.Generated), (s.Drafts[0].VersionNumber, s.Drafts[0].Ai)));
        var asked = stage.Sink.Asked.Where(a => !IsPlan(a.Said)).ToList();
        Assert.Equal(5, asked.Count);
        Assert.Contains("number 4 of 5", asked[3].Said, StringComparison.Ordinal);
        Assert.DoesNotContain("Text a says", asked[0].Said, StringComparison.Ordinal);
        Assert.Contains("Text a says that the hull weighs", asked[3].Said, StringComparison.Ordinal);
        Assert.Contains("Text c says that the hull weighs", asked[3].Said, StringComparison.Ordinal);
        // The fourth is about the berths: that an earlier text said 19.8 kg is no source for it.
        var fourth = await stage.Client.Writing.GetDraftAsync(written.Steps[3].Drafts[0].Id, ct: Ct);
        Assert.Contains(fourth.Checks.Claims, c => c.IsOpen && c.Text.Contains("19.8", StringComparison.Ordinal));
        Assert.Equal("draft@1 brief.proof@1 chain@1", fourth.Writing?.Prompt);
    }

    [Theory]
    [InlineData("I would rather not.")]
    [InlineData("""{"steps":[{"step":1,"items":[1]},{"step":2,"items":[1]}]}""")]
    [InlineData("""{"steps":[{"step":1,"items":[1]},{"step":2,"items":[7]}]}""")]
    public async Task A_plan_that_can_not_be_used_is_shown_to_the_model_once_and_then_the_rules_plan(string answer)
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        await stage.ConnectAsync();
        var source = await SourceAsync(stage);
        stage.Sink.Answer = asked => IsPlan(asked.Said) ? new(answer) : new(ModelStage.Answer(("title", "News from the harbour", [1]), ("paragraph", "Here is what is new.", [])));

        var chain = await stage.Client.Chains.CreateAsync(new() { Kind = "blog-series", SourceId = source, WithModel = true }, Ct);

        Assert.Null(chain.PlannedBy);
        Assert.NotNull(chain.PlanProblem);
        Assert.Equal(2, stage.Sink.Asked.Count(a => IsPlan(a.Said)));
        Assert.Equal(["New hull", "Winter berths"], chain.Steps.Select(s => Assert.Single(s.Items).Title));
        var (_, written) = await DoneAsync(stage, chain);
        // The line that says which part it is stays with what a model writes.
        var second = await stage.Client.Writing.GetDraftAsync(written.Steps[1].Drafts[0].Id, ct: Ct);
        Assert.Equal((2, "Part 2 of 2."), (second.VersionNumber, second.Content.Body.First().Text));
    }

    [Theory, BothDatabases]
    public async Task At_a_cap_what_was_written_stays_and_the_rest_keeps_the_text_of_the_composer_and_a_retry_does_it(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        var provider = await stage.ConnectAsync(ModelProtocol.OpenAi, ModelStage.Entry(input: 0, output: 100)); // a post may cost 0.15, a plan 0.1
        var source = await SourceAsync(stage);
        var request = new CreateChainRequest { Kind = "social-campaign", SourceId = source, Channels = ["bluesky"], WithModel = true };
        ModelRoute[] routes = [new() { ProviderId = provider.Id, Model = "harbour-1" }];
        await stage.Client.Models.SetPolicyAsync(new() { Draft = routes, PerDay = 0.8m }, Ct);
        await Problems.RefusedAsync(HttpStatusCode.PaymentRequired, "models.budget", () => stage.Client.Chains.CreateAsync(request, Ct));
        await Problems.RefusedAsync(HttpStatusCode.PaymentRequired, "models.budget", () => stage.Client.Chains.EstimateAsync(request, Ct));
        Assert.Empty((await stage.Client.Chains.ListAsync(ct: Ct)).Items);

        await stage.Client.Models.SetPolicyAsync(new() { Draft = routes, PerDay = 0.86m }, Ct);
        var goOn = new TaskCompletionSource();
        var number = 0;
        stage.Sink.Answer = asked => IsPlan(asked.Said) ? new(Plan([1], [1], [2], [2], [1, 2]), Out: 1000)
            : new(ModelStage.Post($"Text {"abcdefgh"[number++]} says that the hull weighs 19.8 kg."), Out: 1500, Piece: 40) { Pause = ct => goOn.Task.WaitAsync(ct) };
        var chain = await stage.Client.Chains.CreateAsync(request, Ct);
        Assert.NotNull(chain.WritingJob);
        await stage.Client.Models.SetPolicyAsync(new() { Draft = routes, PerDay = 0.5m }, Ct);
        goOn.SetResult();
        var (job, written) = await DoneAsync(stage, chain);

        Assert.Equal((JobState.Partial, "models.budget"), (job.Job.State, job.Job.ErrorCode));
        Assert.Equal([2, 2, 1, 1, 1], written.Steps.Select(s => s.Drafts[0].VersionNumber));
        Assert.All(written.Steps.Skip(2), s => Assert.Contains("today", s.Drafts[0].WritingProblem, StringComparison.Ordinal));

        await stage.Client.Models.SetPolicyAsync(new() { Draft = routes }, Ct);
        await stage.Client.Jobs.RetryAsync(job.Job.Id, Ct);
        (job, written) = await DoneAsync(stage, chain);
        Assert.Equal(JobState.Completed, job.Job.State);
        Assert.All(written.Steps, s => Assert.Equal((2, null), (s.Drafts[0].VersionNumber, s.Drafts[0].WritingProblem)));
        Assert.Equal(5, number);
    }

    [Theory, BothDatabases]
    public async Task To_cancel_stops_the_rest_and_what_people_changed_is_left_alone(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        await stage.ConnectAsync();
        var source = await SourceAsync(stage);
        var (number, reached, never) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        stage.Sink.Answer = asked => IsPlan(asked.Said) ? new(Plan([1], [1], [2], [2], [1, 2]))
            : number++ == 0 ? new(ModelStage.Post("The hull weighs 19.8 kg."))
            : new(ModelStage.Post("The hull weighs 19.8 kg.", "It floats.", "It was tested."), Piece: 60)
            {
                Pause = ct =>
                {
                    reached.TrySetResult();
                    return never.Task.WaitAsync(ct);
                },
            };

        var chain = await stage.Client.Chains.CreateAsync(new() { Kind = "social-campaign", SourceId = source, Channels = ["bluesky"], WithModel = true }, Ct);
        await reached.Task.WaitAsync(Ct);
        var third = await stage.Client.Writing.GetDraftAsync(chain.Steps[2].Drafts[0].Id, ct: Ct);
        await stage.Client.Writing.EditDraftAsync(third.Summary.Id, new() { BaseVersion = 1, Text = third.Editable with { Posts = ["There are 12 winter berths left, says the harbour."] } }, Ct);
        await stage.Client.Jobs.CancelAsync(chain.WritingJob!.Value, Ct);
        var (job, written) = await DoneAsync(stage, chain);
        Assert.Equal(JobState.Cancelled, job.Job.State);
        Assert.Equal([2, 1, 2, 1, 1], written.Steps.Select(s => s.Drafts[0].VersionNumber));

        number = 0;
        stage.Sink.Answer = _ => new(ModelStage.Post($"Text {"abc"[number++]} says that the hull weighs 19.8 kg."));
        await stage.Client.Jobs.RetryAsync(job.Job.Id, Ct);
        (job, written) = await DoneAsync(stage, chain);
        Assert.Equal((JobState.Completed, 3), (job.Job.State, number));
        Assert.Equal([AiShare.Generated, AiShare.Generated, AiShare.Human, AiShare.Generated, AiShare.Generated], written.Steps.Select(s => s.Drafts[0].Ai));
        Assert.Contains(job.Steps, s => s.Text.Contains("somebody has changed it", StringComparison.Ordinal));
    }

    static async Task<Guid> SourceAsync(ModelStage stage) => (await stage.Client.Documents.AddSourceAsync(new() { Name = "News", Markdown = Document }, Ct)).Source.Id;

    static bool IsPlan(string said) => said.Contains("For each step you choose the items", StringComparison.Ordinal);

    static string Plan(params int[][] steps) => JsonSerializer.Serialize(new { steps = steps.Select((items, n) => new { step = n + 1, items }) });

    static async Task<(JobDetails Job, Chain Chain)> DoneAsync(ModelStage stage, Chain chain)
    {
        var job = await Eventually.SatisfiesAsync(async () => (await stage.Client.Jobs.ListAsync(new() { Kind = "chain" }, ct: Ct)).Items, jobs => jobs.Count > 0 && jobs.All(j => j.State is not (JobState.Pending or JobState.Running)));
        return (await stage.Client.Jobs.GetAsync(job[0].Id, Ct), (await stage.Client.Chains.GetAsync(chain.Id, Ct)).Chain);
    }
}
