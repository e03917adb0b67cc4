using System.Net;
using Toombos.Client.Checks;
using Toombos.Client.Jobs;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Models;

/// <summary>A model writes several versions of a draft; each is held against the source, and one may be taken.</summary>
public sealed class VariantTests
{
    const string Document = "# News\n\n## New hull\n\nThe hull weighs 19.8 kg.\n\nIt was tested by Ines Duarte in Lisbon.\n";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static bool Is(AskedModel asked, string angle) => asked.Said.Contains(angle switch { "benefit" => "what readers gain", "story" => "a small story", "news" => "Write it as news", "short" => "as few words as will do", _ => angle }, StringComparison.Ordinal);

    static ModelScript Each(AskedModel asked) => new(ModelStage.Post(Is(asked, "benefit") ? "You carry 19.8 kg." : Is(asked, "story") ? "In Lisbon the hull was on the scales: 18.9 kg." : Is(asked, "news") ? "The hull weighs 19.8 kg." : "Just 19.8 kg."), In: 1000, Out: 200);

    static async Task<(JobDetails Job, DraftVariants Variants)> WriteAsync(ModelStage stage, Guid draft, WriteVariantsRequest? request = null)
    {
        var job = await stage.Client.Writing.WriteVariantsAsync(draft, request, Ct);
        Assert.Equal("variants", job.Kind);
        var (done, _) = await stage.DoneAsync(job.Id, draft);
        return (done, await stage.Client.Writing.ListVariantsAsync(draft, Ct));
    }

    [Theory, BothDatabases]
    public async Task Variants_differ_by_their_angles_are_checked_kept_and_one_is_taken(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        await stage.ConnectAsync();
        stage.Sink.Answer = Each;
        var draft = (await stage.DraftAsync("bluesky", Document)).Summary.Id;
        Assert.Equal((null, false, null, 0), (await stage.Client.Writing.ListVariantsAsync(draft, Ct)) is var none ? (none.BaseVersion, none.Void, none.Job, none.Items.Count) : default);
        var estimate = await stage.Client.Writing.EstimateVariantsAsync(draft, new(), Ct);
        Assert.Equal(["harbour-1", "benefit", "story", "news"], estimate.Models.Concat(estimate.Angles));
        Assert.Null(estimate.Usual);
        Assert.True(estimate.Most > 0.03m);

        var (job, variants) = await WriteAsync(stage, draft);

        Assert.Equal((JobState.Completed, 1, false, null), (job.Job.State, variants.BaseVersion, variants.Void, variants.Job));
        Assert.Equal(["Benefit", "Story", "News"], variants.Items.Select(v => v.AngleTitle));
        Assert.Equal(3, variants.Items.Select(v => v.ContentHash).Distinct().Count());
        Assert.All(variants.Items, v => Assert.Equal(($"draft@1 angle.{v.Angle}@1", "harbour-1", 0.0036m), (v.Writing.Prompt, v.Writing.Model, v.Writing.Cost)));
        Assert.All(variants.Items, v => Assert.All(v.Checks.Measures, m => Assert.True(m.Fits)));
        Assert.Contains(variants.Items[1].Checks.Claims, c => c.Verdict == ClaimVerdict.Contradicted && c.Text.Contains("18.9", StringComparison.Ordinal));
        Assert.DoesNotContain(variants.Items[0].Checks.Claims, c => c.IsOpen);
        Assert.Equal(1, (await stage.Client.Writing.GetDraftAsync(draft, ct: Ct)).VersionNumber);

        // The one that lies can be taken, and not be approved.
        var taken = await stage.Client.Writing.TakeVariantAsync(draft, variants.Items[1].Id, Ct);
        Assert.Equal((2, variants.Items[1].ContentHash, AiShare.Generated, "draft@1 angle.story@1"), (taken.VersionNumber, taken.ContentHash, taken.Ai, taken.Writing?.Prompt));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "draft.unsupported-claims", () => stage.Client.Writing.ApproveDraftAsync(draft, new() { ContentHash = taken.ContentHash, Name = "Mia Berg" }, Ct));
        Assert.Equal("Variant by harbour-1: story", (await stage.Client.Writing.ListVersionsAsync(draft, ct: Ct)).Items[0].Note);

        // The others were written for the version before.
        Assert.True((await stage.Client.Writing.ListVariantsAsync(draft, Ct)).Void);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "draft.changed", () => stage.Client.Writing.TakeVariantAsync(draft, variants.Items[0].Id, Ct));

        // The same again is remembered and takes the place of those before it.
        var (_, again) = await WriteAsync(stage, draft, new() { Angles = ["news", "benefit"] });
        Assert.Equal((2, false, 3), (again.BaseVersion, again.Void, stage.Sink.Asked.Count));
        Assert.Equal(["news", "benefit"], again.Items.Select(v => v.Angle));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "variant.not-found", () => stage.Client.Writing.TakeVariantAsync(draft, variants.Items[0].Id, Ct));

        var stranger = await stage.Host.AddWorkspaceAsync();
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "draft.not-found", () => stranger.Client.Writing.ListVariantsAsync(draft, Ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "draft.not-found", () => stranger.Client.Writing.TakeVariantAsync(draft, again.Items[0].Id, Ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "draft.not-found", () => stranger.Client.Writing.WriteVariantsAsync(draft, ct: Ct));
        await stage.Client.Writing.DeletePieceAsync(taken.Summary.PieceId, Ct);
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "draft.not-found", () => stage.Client.Writing.ListVariantsAsync(draft, Ct));
    }

    [Fact]
    public async Task Wishes_that_can_not_be_met_are_refused_by_name()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        var draft = (await stage.DraftAsync("bluesky", Document)).Summary.Id;
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "models.none", () => stage.Client.Writing.WriteVariantsAsync(draft, ct: Ct));
        await stage.ConnectAsync();
        foreach (var wish in (WriteVariantsRequest[])[new() { Count = 5 }, new() { Count = 1 }, new() { Angles = ["louder"] }, new() { Angles = ["news", "news"] }, new() { Count = 2, Angles = ["news", "story", "short"] }, new() { Brief = "newsletter" }])
            await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => stage.Client.Writing.EstimateVariantsAsync(draft, wish, Ct));
        Assert.Equal(["question", "benefit", "story", "news"], (await stage.Client.Writing.EstimateVariantsAsync(draft, new() { Count = 4, Angles = ["question"] }, Ct)).Angles);
    }

    [Theory, BothDatabases]
    public async Task Where_a_cap_leaves_too_little_nothing_is_begun(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        var provider = await stage.ConnectAsync(ModelProtocol.OpenAi, ModelStage.Entry(input: 0, output: 100));
        await stage.Client.Models.SetPolicyAsync(new() { Draft = [new() { ProviderId = provider.Id, Model = "harbour-1" }], PerDraft = 0.32m }, Ct); // each may cost 0.15
        stage.Sink.Answer = asked => Each(asked) with { Out = 1500 };
        var draft = (await stage.DraftAsync("bluesky", Document)).Summary.Id;

        await Problems.RefusedAsync(HttpStatusCode.PaymentRequired, "models.budget", () => stage.Client.Writing.EstimateVariantsAsync(draft, new() { Count = 3 }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.PaymentRequired, "models.budget", () => stage.Client.Writing.WriteVariantsAsync(draft, new() { Count = 3 }, Ct));
        Assert.Empty(stage.Sink.Asked);
        var (job, variants) = await WriteAsync(stage, draft, new() { Count = 2 });
        Assert.Equal((JobState.Completed, 2, 0.3m), (job.Job.State, variants.Items.Count, variants.Items.Sum(v => v.Writing.Cost)));
    }

    [Theory, BothDatabases]
    public async Task To_stop_ends_the_call_and_what_is_written_stays(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        await stage.ConnectAsync();
        var draft = (await stage.DraftAsync("bluesky", Document)).Summary.Id;
        var (begun, hungUp) = (new TaskCompletionSource(), new TaskCompletionSource());
        stage.Sink.Answer = asked => Is(asked, "benefit") ? Each(asked) : Each(asked) with
        {
            Pause = async ct =>
            {
                begun.TrySetResult();
                await using var gone = ct.Register(() => hungUp.TrySetResult());
                await Task.Delay(Timeout.Infinite, ct);
            },
        };

        var job = await stage.Client.Writing.WriteVariantsAsync(draft, ct: Ct);
        await begun.Task.WaitAsync(Ct);
        Assert.Equal((job.Id, 1), (await stage.Client.Writing.ListVariantsAsync(draft, Ct)) is var running ? (running.Job, running.Items.Count) : default);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "variants.under-way", () => stage.Client.Writing.WriteVariantsAsync(draft, ct: Ct));
        await stage.Client.Jobs.CancelAsync(job.Id, Ct);
        await hungUp.Task.WaitAsync(Ct);

        Assert.Equal(JobState.Cancelled, (await stage.DoneAsync(job.Id, draft)).Job.Job.State);
        Assert.Equal((null, 1), (await stage.Client.Writing.ListVariantsAsync(draft, Ct)) is var left ? (left.Job, left.Items.Count) : default);
    }

    [Theory, BothDatabases]
    public async Task What_one_angle_could_not_be_written_for_is_said_and_written_by_doing_it_again(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        await stage.ConnectAsync();
        var draft = (await stage.DraftAsync("bluesky", Document)).Summary.Id;
        // News says the very words of the benefit, and does so again when it is told.
        stage.Sink.Answer = asked => Is(asked, "news") ? new(ModelStage.Post("You carry 19.8 kg.")) : Each(asked);

        var (job, variants) = await WriteAsync(stage, draft);
        Assert.Equal((JobState.Partial, "models.none"), (job.Job.State, job.Job.ErrorCode));
        Assert.Contains("2 of 3 variants", job.Job.Error, StringComparison.Ordinal);
        Assert.Equal(["benefit", "story"], variants.Items.Select(v => v.Angle));
        Assert.Contains("word for word", stage.Sink.Asked[^1].Said, StringComparison.Ordinal);

        stage.Sink.Answer = Each;
        await stage.Client.Jobs.RetryAsync(job.Job.Id, Ct);
        var all = await Eventually.SatisfiesAsync(() => stage.Client.Writing.ListVariantsAsync(draft, Ct), v => v is { Items.Count: 3, Job: null });
        Assert.Equal(["benefit", "story", "news"], all.Items.Select(v => v.Angle));
        Assert.Equal(5, stage.Sink.Asked.Count);
    }

    [Fact]
    public async Task A_draft_that_changes_meanwhile_gets_no_more_variants()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        await stage.ConnectAsync();
        var draft = await stage.DraftAsync("bluesky", Document);
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        stage.Sink.Answer = asked => Each(asked) with
        {
            Pause = ct =>
            {
                begun.TrySetResult();
                return goOn.Task.WaitAsync(ct);
            },
        };
        var job = await stage.Client.Writing.WriteVariantsAsync(draft.Summary.Id, ct: Ct);
        await begun.Task.WaitAsync(Ct);
        await stage.Client.Writing.EditDraftAsync(draft.Summary.Id, new() { Text = draft.Editable with { Posts = ["Something else."] }, BaseVersion = 1 }, Ct);
        goOn.SetResult();

        var (done, _) = await stage.DoneAsync(job.Id, draft.Summary.Id);
        Assert.Equal((JobState.Failed, "draft.changed", 1), (done.Job.State, done.Job.ErrorCode, stage.Sink.Asked.Count));
        Assert.Empty((await stage.Client.Writing.ListVariantsAsync(draft.Summary.Id, Ct)).Items);
    }
}
