using Toombos.Client.Jobs;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Models;

/// <summary>A model that says nothing for a while gets a second one beside it, where a workspace wants that.</summary>
public sealed class HedgeTests : IAsyncLifetime
{
    const string Document = "# News\n\n## New hull\n\nThe hull weighs 19.8 kg.\n";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    readonly TaskCompletionSource _slow = new();
    ModelStage _stage = null!;
    ModelSink _quick = null!;

    /// <summary>A server of its own, whose clock these tests set.</summary>
    public async ValueTask InitializeAsync()
    {
        _stage = await ModelStage.AloneAsync(DatabaseKind.Sqlite);
        _quick = await ModelSink.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _slow.TrySetResult();
        await _quick.DisposeAsync();
        await _stage.DisposeAsync();
    }

    async Task<Draft> PrepareAsync(int? hedge, decimal? perDay = null)
    {
        var first = await _stage.ConnectAsync(models: ModelStage.Entry("slow-1"));
        var second = await _stage.Client.Models.AddProviderAsync(new() { Name = "Quick", Protocol = ModelProtocol.OpenAi, Address = _quick.OpenAi, Key = ModelStage.Key, Models = [ModelStage.Entry("quick-1")] }, Ct);
        await _stage.Client.Models.SetPolicyAsync(new() { Draft = [new() { ProviderId = first.Id, Model = "slow-1", MaxSeconds = 600 }, new() { ProviderId = second.Id, Model = "quick-1" }], HedgeSeconds = hedge, PerDay = perDay }, Ct);
        _stage.Sink.Answer = _ => new(ModelStage.Post("The slow one says 19.8 kg."), In: 1000, Out: 100) { Before = ct => _slow.Task.WaitAsync(ct) };
        _quick.Answer = _ => new(ModelStage.Post("The quick one says 19.8 kg."), In: 1000, Out: 100);
        return await _stage.DraftAsync("bluesky", Document);
    }

    async Task<Job> BeginAsync(Draft draft)
    {
        var job = await _stage.Client.Writing.WriteDraftAsync(draft.Summary.Id, ct: Ct);
        await Eventually.SatisfiesAsync(() => Task.FromResult(_stage.Sink.Asked.Count), asked => asked == 1);
        return job;
    }

    [Fact]
    public async Task After_so_many_silent_seconds_the_next_is_asked_and_the_first_to_begin_writes()
    {
        var draft = await PrepareAsync(hedge: 5);
        var job = await BeginAsync(draft);
        Assert.Empty(_quick.Asked);

        await Eventually.SatisfiesAsync(() => { _stage.Host.Clock.Advance(TimeSpan.FromSeconds(5)); return Task.FromResult(_quick.Asked.Count); }, asked => asked == 1);

        var (done, written) = await _stage.DoneAsync(job.Id, draft.Summary.Id);
        Assert.Equal((JobState.Completed, "quick-1"), (done.Job.State, written.Writing?.Model));
        Assert.Contains("The quick one says 19.8 kg.", written.Content.Posts[0], StringComparison.Ordinal);
        var calls = (await _stage.Client.Models.ListCallsAsync(ct: Ct)).Items;
        Assert.Equal(["quick-1", "slow-1"], calls.Select(c => c.Model).Order());
        Assert.Equal("It was stopped.", calls.Single(c => c.Model == "slow-1").Problem);
        Assert.True(calls.Single(c => c.Model == "slow-1").Cost > 0, "what it may have used counts");
        Assert.Equal(calls.Sum(c => c.Cost), written.Writing!.Cost);
        await Eventually.SatisfiesAsync(() => Task.FromResult(_stage.Sink.Cut), cut => cut == 1);
    }

    [Fact]
    public async Task Without_that_wish_only_one_is_asked()
    {
        var draft = await PrepareAsync(hedge: null);
        var job = await BeginAsync(draft);
        _stage.Host.Clock.Advance(TimeSpan.FromSeconds(60));
        _slow.SetResult();

        Assert.Equal("slow-1", (await _stage.DoneAsync(job.Id, draft.Summary.Id)).Draft.Writing?.Model);
        Assert.Empty(_quick.Asked);
    }

    [Fact]
    public async Task Where_a_cap_leaves_too_little_for_two_the_first_is_waited_for()
    {
        var draft = await PrepareAsync(hedge: 5, perDay: 0.02m);
        var job = await BeginAsync(draft);
        _stage.Host.Clock.Advance(TimeSpan.FromSeconds(30));
        _slow.SetResult();

        Assert.Equal("slow-1", (await _stage.DoneAsync(job.Id, draft.Summary.Id)).Draft.Writing?.Model);
        Assert.Empty(_quick.Asked);
    }
}
