using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Jobs;

/// <summary>Jobs over several nodes: what becomes of those whose node dies, sleeps or is stopped, and how places are shared.</summary>
public sealed class NodeTests : IAsyncDisposable
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    readonly TestWork _work = new();
    readonly AwayInterceptor _database = new();
    ToombosHost _host = null!;
    TestWorkspace _workspace = null!;

    async Task StartAsync(DatabaseKind database, Dictionary<string, string?>? settings = null)
    {
        _host = await TestJobs.StartAsync(database, _work, settings, _database);
        _workspace = await _host.AddWorkspaceAsync();
    }

    Task<JobDetails> GetAsync(Guid id) => _workspace.Client.Jobs.GetAsync(id, Ct);

    Task<JobDetails> IsAsync(Guid id, JobState state) => Eventually.SatisfiesAsync(() => GetAsync(id), d => d.Job.State == state);

    [Theory, BothDatabases]
    public async Task The_job_of_a_node_that_sleeps_goes_on_elsewhere_and_what_the_sleeper_writes_later_is_fenced_out(DatabaseKind database)
    {
        await StartAsync(database);
        var (begun, wake) = (new SemaphoreSlim(0), new TaskCompletionSource());
        Exception? heard = null;
        _work.Set("slow", async (run, _) =>
        {
            if (run.Attempt > 1) return new JobOutcome.Completed("Done by the second.");
            begun.Release();
            await wake.Task;
            heard = await Record.ExceptionAsync(() => HoldAsync(run));
            return new JobOutcome.Failed("late", "Written by the sleeper.");
        });
        // The clock of the first node stands still: it does not say that it lives.
        var id = await _host.AddJobAsync(_workspace.Id, "slow");
        await begun.WaitAsync(Ct);
        await using var second = _host.Node();
        await Eventually.SatisfiesAsync(async () =>
        {
            second.Clock.Advance(TimeSpan.FromSeconds(3));
            return await GetAsync(id);
        }, d => d.Steps.Any(s => s.Kind == JobStepKind.Interrupted));
        // Should the sleeper be handed it, by whose clock its time has not come, it loses it again.
        await Eventually.SatisfiesAsync(async () =>
        {
            second.Clock.Advance(TimeSpan.FromMilliseconds(500));
            return await GetAsync(id);
        }, d => d.Job.State == JobState.Completed);

        wake.SetResult();
        await Eventually.SatisfiesAsync(() => Task.FromResult(_host.Services.GetRequiredService<JobNode>().Runs.IsEmpty), empty => empty);
        var details = await GetAsync(id);
        Assert.IsType<JobLostException>(heard);
        Assert.Equal((JobState.Completed, 2, (string?)null), (details.Job.State, details.Job.Attempt, details.Job.Error));
        Assert.Equal([JobStepKind.Interrupted, JobStepKind.Completed], details.Steps.Select(s => s.Kind));
        Assert.Equal(2, _work.Begun.Select(b => b.Node).Distinct().Count());
    }

    /// <summary>Holds the job as a handler does that is about to save.</summary>
    async Task HoldAsync(JobRun run)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(run.WorkspaceId, "test");
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        await db.InTransactionAsync(async () =>
        {
            await run.HoldAsync(db, Ct);
            return 0;
        }, Ct);
    }

    [Theory, BothDatabases]
    public async Task A_job_that_kills_each_node_ends_some_time(DatabaseKind database)
    {
        await StartAsync(database);
        var begun = new SemaphoreSlim(0);
        _work.Set("poison", async (_, _) =>
        {
            begun.Release();
            await Task.Delay(Timeout.Infinite, Ct);
            return new JobOutcome.Completed();
        });
        var id = await _host.AddJobAsync(_workspace.Id, "poison");
        for (var kill = 0; kill < TestJobs.Rules.MaxAttempts; kill++)
        {
            await begun.WaitAsync(Ct);
            // As if the process had died: its lease runs out, and nobody renews it.
            await ChangeAsync(db => db.Jobs.Where(j => j.Id == id).ExecuteUpdateAsync(set => set.SetProperty(j => j.LeaseUntil, DateTimeOffset.UnixEpoch).SetProperty(j => j.Node, "dead"), Ct));
            await Eventually.SatisfiesAsync(async () =>
            {
                _host.Clock.Advance(TimeSpan.FromSeconds(3));
                return await GetAsync(id);
            }, d => d.Job.Attempt > kill + 1 || d.Job.State == JobState.Failed);
        }
        Assert.Equal("job.interrupted", (await IsAsync(id, JobState.Failed)).Job.ErrorCode);
    }

    [Theory, BothDatabases]
    public async Task A_job_that_was_called_but_never_reached_the_engine_is_found(DatabaseKind database)
    {
        await StartAsync(database);
        var id = await _host.AddJobAsync(_workspace.Id, "lost", new() { Title = "", DueAt = _host.Clock.GetUtcNow().AddHours(1) });
        await ChangeAsync(db => db.Jobs.Where(j => j.Id == id).ExecuteUpdateAsync(set => set.SetProperty(j => j.Fed, "dead").SetProperty(j => j.DueAt, _host.Clock.GetUtcNow()), Ct));
        var details = await Eventually.SatisfiesAsync(async () =>
        {
            _host.Clock.Advance(TimeSpan.FromSeconds(3));
            return await GetAsync(id);
        }, d => d.Job.State == JobState.Completed);
        Assert.Equal(1, details.Job.Attempt);
    }

    [Theory, BothDatabases]
    public async Task A_job_of_which_its_node_never_heard_that_it_was_begun_is_taken_back_while_the_node_does_others(DatabaseKind database)
    {
        await StartAsync(database);
        var (begun, end) = (new SemaphoreSlim(0), new TaskCompletionSource());
        _work.Set("other", async (_, _) =>
        {
            begun.Release();
            await end.Task;
            return new JobOutcome.Completed();
        });
        await _host.AddJobAsync(_workspace.Id, "other");
        await begun.WaitAsync(Ct);
        var id = await _host.AddJobAsync(_workspace.Id, "unheard", new() { Title = "", DueAt = _host.Clock.GetUtcNow().AddHours(1) });
        // As when the database crashes right after it has committed the beginning.
        var (node, now) = (_host.Services.GetRequiredService<JobNode>().Name, _host.Clock.GetUtcNow());
        await ChangeAsync(db => db.Jobs.Where(j => j.Id == id).ExecuteUpdateAsync(set => set.SetProperty(j => j.State, JobState.Running).SetProperty(j => j.Attempt, 1)
            .SetProperty(j => j.Fed, node).SetProperty(j => j.Node, node).SetProperty(j => j.DueAt, now).SetProperty(j => j.StartedAt, now).SetProperty(j => j.LeaseUntil, now.AddSeconds(10)), Ct));
        var details = await Eventually.SatisfiesAsync(async () =>
        {
            _host.Clock.Advance(TimeSpan.FromSeconds(3));
            return await GetAsync(id);
        }, d => d.Job.State == JobState.Completed);
        Assert.Equal(2, details.Job.Attempt);
        end.SetResult();
    }

    [Theory, BothDatabases]
    public async Task A_database_that_was_away_makes_nobody_believe_the_others_dead(DatabaseKind database)
    {
        await StartAsync(database);
        var (begun, end) = (new SemaphoreSlim(0), new TaskCompletionSource());
        _work.Set("slow", async (_, _) =>
        {
            begun.Release();
            await end.Task;
            return new JobOutcome.Completed();
        });
        var id = await _host.AddJobAsync(_workspace.Id, "slow");
        await begun.WaitAsync(Ct);
        await using var second = _host.Node();
        _database.Away = true;
        await Eventually.SatisfiesAsync(() =>
        {
            second.Clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(_database.Refused("\"LeaseUntil\" <"));
        }, refused => refused > 0);
        second.Clock.Advance(TimeSpan.FromSeconds(12)); // longer than a lease
        _database.Away = false;
        second.Clock.Advance(TimeSpan.FromSeconds(3));
        var now = second.Clock.GetUtcNow();
        _host.Clock.SetUtcNow(now);
        await Eventually.SatisfiesAsync(() => LeaseOfAsync(id), lease => lease > now);
        for (var look = 0; look < 3; look++) second.Clock.Advance(TimeSpan.FromSeconds(3));
        end.SetResult();
        var details = await IsAsync(id, JobState.Completed);
        Assert.Equal(1, details.Job.Attempt);
        Assert.DoesNotContain(details.Steps, s => s.Kind == JobStepKind.Interrupted);
    }

    async Task<DateTimeOffset?> LeaseOfAsync(Guid job)
    {
        DateTimeOffset? lease = null;
        await ChangeAsync(async db => lease = await db.Jobs.Where(j => j.Id == job).Select(j => j.LeaseUntil).FirstAsync(Ct));
        return lease;
    }

    [Theory, BothDatabases]
    public async Task A_database_that_is_away_again_and_again_uses_up_no_attempts(DatabaseKind database)
    {
        await StartAsync(database);
        _work.Set("unlucky", (run, _) => run.Attempt <= TestJobs.Rules.MaxAttempts + 1 ? throw AwayInterceptor.Failure() : Task.FromResult<JobOutcome>(new JobOutcome.Completed()));
        var id = await _host.AddJobAsync(_workspace.Id, "unlucky");
        var details = await Eventually.SatisfiesAsync(async () =>
        {
            _host.Clock.Advance(TimeSpan.FromSeconds(1));
            return await GetAsync(id);
        }, d => d.Job.State is JobState.Completed or JobState.Failed);
        Assert.Equal((JobState.Completed, TestJobs.Rules.MaxAttempts + 2, (string?)null), (details.Job.State, details.Job.Attempt, details.Job.Error));
    }

    async Task ChangeAsync(Func<ToombosDb, Task> change)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(_workspace.Id, "test");
        await change(scope.ServiceProvider.GetRequiredService<ToombosDb>());
    }

    [Theory, BothDatabases]
    public async Task A_workspace_with_a_long_line_keeps_no_other_from_its_turn(DatabaseKind database)
    {
        await StartAsync(database, new() { ["Jobs:Threads"] = "16", ["Jobs:PerWorkspace"] = "8" });
        var go = new TaskCompletionSource();
        int now = 0, most = 0;
        _work.Set("hog", async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await go.Task;
            Interlocked.Decrement(ref now);
            return new JobOutcome.Completed();
        });
        for (var i = 0; i < 60; i++) await _host.AddJobAsync(_workspace.Id, "hog");
        await Eventually.SatisfiesAsync(() => Task.FromResult(now), n => n == 8);

        var other = await _host.AddWorkspaceAsync();
        var single = await _host.AddJobAsync(other.Id, "single");
        await Eventually.SatisfiesAsync(() => other.Client.Jobs.GetAsync(single, Ct), d => d.Job.State == JobState.Completed);
        Assert.Equal(8, now);
        go.SetResult();
        await Eventually.SatisfiesAsync(() => _workspace.Client.Jobs.CountAsync(Ct), c => c.Completed == 60);
        Assert.Equal(8, most);
    }

    [Fact]
    public async Task Places_of_a_workspace_are_counted_over_all_nodes()
    {
        await StartAsync(DatabaseKind.Postgres, new() { ["Jobs:Threads"] = "16", ["Jobs:PerWorkspace"] = "5" });
        await using var second = _host.Node();
        int now = 0, most = 0;
        _work.Set("count", async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
            return new JobOutcome.Completed();
        });
        for (var i = 0; i < 100; i++) await (i % 2 == 0 ? _host : second).AddJobAsync(_workspace.Id, "count");
        await Eventually.SatisfiesAsync(() => _workspace.Client.Jobs.CountAsync(Ct), c => c.Completed == 100);
        Assert.InRange(most, 1, 5);
        Assert.Equal(100, _work.Begun.Count);
    }

    [Theory, BothDatabases]
    public async Task A_server_that_stops_lets_runs_end_or_puts_them_back_in_line(DatabaseKind database)
    {
        await StartAsync(database);
        await using var second = _host.Node(new Dictionary<string, string?> { ["Server:Role"] = "api" });
        var reader = second.CreateClient();
        reader.DefaultRequestHeaders.Add("X-API-Key", _workspace.Key);
        var begun = new SemaphoreSlim(0);
        _work.Set("long", async (_, ct) =>
        {
            begun.Release();
            await Task.Delay(Timeout.Infinite, ct);
            return new JobOutcome.Completed();
        });
        var id = await _host.AddJobAsync(_workspace.Id, "long");
        await begun.WaitAsync(Ct);
        await _host.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHost>().StopAsync(Ct);
        var details = await new Client.ToombosClient(reader).Jobs.GetAsync(id, Ct);
        Assert.Equal((JobState.Pending, 1, (string?)null), (details.Job.State, details.Job.Attempt, details.Job.ErrorCode));
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
    }
}
