using System.Text;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Jobs;

/// <summary>Jobs as people see them: begun, done, tried again, cancelled, listed.</summary>
public sealed class JobTests : IAsyncDisposable
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    readonly TestWork _work = new();
    ToombosHost _host = null!;
    TestWorkspace _workspace = null!;

    async Task StartAsync(DatabaseKind database)
    {
        // The clock is moved on in steps longer than a lease.
        _host = await TestJobs.StartAsync(database, _work, new Dictionary<string, string?> { ["Jobs:LeaseSeconds"] = "600" });
        _workspace = await _host.AddWorkspaceAsync();
    }

    Task<Guid> AddAsync(string name, NewJob? job = null) => _host.AddJobAsync(_workspace.Id, name, job);

    Task<JobDetails> IsAsync(Guid id, JobState state) => Eventually.SatisfiesAsync(() => _workspace.Client.Jobs.GetAsync(id, Ct), d => d.Job.State == state);

    [Theory, BothDatabases]
    public async Task A_job_is_done_once_and_its_watchers_are_told(DatabaseKind database)
    {
        await StartAsync(database);
        var id = await AddAsync("once");
        var details = await IsAsync(id, JobState.Completed);

        Assert.Equal((1, "test", "once"), (details.Job.Attempt, details.Job.Kind, details.Job.Title));
        Assert.NotNull(details.Job.StartedAt);
        Assert.NotNull(details.Job.FinishedAt);
        var (name, attempt, _) = Assert.Single(_work.Begun);
        Assert.Equal(("once", 1), (name, attempt));
        var told = await Eventually.SatisfiesAsync(async () => (await _workspace.Client.Events.ListAsync(0, new() { Kinds = ["job"] }, ct: Ct)).Items, e => e.Count == 3);
        Assert.Equal(["job.added", "job.running", "job.completed"], told.Select(e => e.Kind));
        Assert.All(told, e => Assert.Equal(id, e.SubjectId));
    }

    [Theory, BothDatabases]
    public async Task What_is_rolled_back_leaves_no_job(DatabaseKind database)
    {
        await StartAsync(database);
        await using (var scope = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.CreateAsyncScope(_host.Services))
        {
            var services = scope.ServiceProvider;
            Get<Platform.Tenancy.Tenant>().Enter(_workspace.Id, "test");
            var db = Get<Platform.Database.ToombosDb>();
            await Assert.ThrowsAsync<TimeoutException>(() => db.InTransactionAsync<int>(async () =>
            {
                await Get<JobQueue>().AddAsync(TestHandler.Kind, new TestPayload("never"), new() { Title = "never" }, Ct);
                await db.SaveChangesAsync(Ct);
                throw new TimeoutException();
            }, Ct));
            T Get<T>() where T : notnull => Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<T>(services);
        }
        await IsAsync(await AddAsync("after"), JobState.Completed);
        Assert.Equal(["after"], _work.Begun.Select(b => b.Name));
        Assert.Single((await _workspace.Client.Jobs.ListAsync(ct: Ct)).Items);
    }

    [Theory, BothDatabases]
    public async Task A_job_for_later_begins_when_its_time_has_come(DatabaseKind database)
    {
        await StartAsync(database);
        var later = await AddAsync("later", new() { Title = "", DueAt = _host.Clock.GetUtcNow().AddMinutes(20) });
        await IsAsync(await AddAsync("now"), JobState.Completed);
        Assert.Equal(JobState.Pending, (await _workspace.Client.Jobs.GetAsync(later, Ct)).Job.State);

        await AdvanceUntilAsync(later, JobState.Completed, TimeSpan.FromMinutes(1));
        Assert.True((await _workspace.Client.Jobs.GetAsync(later, Ct)).Job.StartedAt >= new DateTimeOffset(2026, 3, 2, 9, 20, 0, TimeSpan.Zero));
    }

    /// <summary>Moves the clock on in steps until the job is in the state.</summary>
    Task<JobDetails> AdvanceUntilAsync(Guid id, JobState state, TimeSpan step) => Eventually.SatisfiesAsync(async () =>
    {
        _host.Clock.Advance(step);
        return await _workspace.Client.Jobs.GetAsync(id, Ct);
    }, d => d.Job.State == state);

    [Theory, BothDatabases]
    public async Task What_may_work_later_is_tried_again_and_given_up_at_the_limit_with_the_reason(DatabaseKind database)
    {
        await StartAsync(database);
        _work.Set("busy", (_, _) => Task.FromResult<JobOutcome>(new JobOutcome.TryLater("mail.busy", "The mail server is busy.")));
        var id = await AddAsync("busy");
        var details = await AdvanceUntilAsync(id, JobState.Failed, TimeSpan.FromSeconds(5));

        Assert.Equal((3, "mail.busy"), (details.Job.Attempt, details.Job.ErrorCode));
        Assert.StartsWith("The mail server is busy.", details.Job.Error, StringComparison.Ordinal);
        Assert.Equal([JobStepKind.Retrying, JobStepKind.Retrying, JobStepKind.Failed], details.Steps.Select(s => s.Kind));
        Assert.Equal([1, 2, 3], _work.Begun.Select(b => b.Attempt));
    }

    [Theory, BothDatabases]
    public async Task A_pause_that_the_other_side_asked_for_is_kept_and_waiting_for_a_turn_uses_no_attempt_up(DatabaseKind database)
    {
        await StartAsync(database);
        var turns = 0;
        _work.Set("wait", (_, _) => Task.FromResult<JobOutcome>(++turns <= 5 ? new JobOutcome.TryLater("rate", "Not yet.", TimeSpan.FromSeconds(90), Counts: false) : new JobOutcome.Completed()));
        var id = await AddAsync("wait");
        var first = await Eventually.SatisfiesAsync(() => _workspace.Client.Jobs.GetAsync(id, Ct), d => d.Job is { State: JobState.Pending, Attempt: 1 });
        Assert.Equal(_host.Clock.GetUtcNow().AddSeconds(90), first.Job.DueAt);
        var done = await AdvanceUntilAsync(id, JobState.Completed, TimeSpan.FromSeconds(45));
        Assert.Equal(6, done.Job.Attempt);
    }

    [Theory, BothDatabases]
    public async Task A_long_wait_for_a_turn_is_told_in_the_log_once_and_a_short_one_not_at_all(DatabaseKind database)
    {
        await StartAsync(database);
        (string Sentence, int Seconds)[] waits = [("In a moment.", 1), ("Not yet.", 60), ("Not yet.", 30), ("Still not.", 60)];
        var turns = 0;
        _work.Set("wait", (_, _) => Task.FromResult<JobOutcome>(turns < waits.Length ? new JobOutcome.TryLater("rate", waits[turns].Sentence, TimeSpan.FromSeconds(waits[turns++].Seconds), Counts: false) : new JobOutcome.Completed()));
        var done = await AdvanceUntilAsync(await AddAsync("wait"), JobState.Completed, TimeSpan.FromSeconds(20));

        Assert.Equal([(JobStepKind.Note, 2, "Not yet."), (JobStepKind.Note, 4, "Still not.")], done.Steps.Select(s => (s.Kind, s.Attempt, s.Text)));
        Assert.Equal((5, (string?)null), (done.Job.Attempt, done.Job.Error));
    }

    [Theory, BothDatabases]
    public async Task What_nobody_expected_is_tried_again_and_tells_nothing_of_the_inside(DatabaseKind database)
    {
        await StartAsync(database);
        _work.Set("throws", (_, _) => throw new InvalidOperationException("Password=secret"));
        var id = await AddAsync("throws");
        var details = await Eventually.SatisfiesAsync(() => _workspace.Client.Jobs.GetAsync(id, Ct), d => d.Job is { State: JobState.Pending, Attempt: 1 });
        Assert.Equal("job.unexpected", details.Job.ErrorCode);
        Assert.DoesNotContain("secret", details.Job.Error + string.Concat(details.Steps.Select(s => s.Text)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_pending_job_is_cancelled_at_once_and_a_running_one_is_asked_to_stop(DatabaseKind database)
    {
        await StartAsync(database);
        var begun = new TaskCompletionSource();
        _work.Set("long", async (_, ct) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, ct);
            return new JobOutcome.Completed();
        });
        var (waiting, running) = (await AddAsync("waiting", new() { Title = "", DueAt = _host.Clock.GetUtcNow().AddDays(1) }), await AddAsync("long"));
        await begun.Task.WaitAsync(Ct);

        var result = await _workspace.Client.Jobs.CancelAsync([waiting, running, Guid.NewGuid()], Ct);
        Assert.Equal([true, true, false], result.Outcomes.Select(o => o.Done));
        Assert.Equal("job.not-found", result.Outcomes[2].Code);
        Assert.Equal(JobState.Cancelled, (await _workspace.Client.Jobs.GetAsync(waiting, Ct)).Job.State);
        await IsAsync(running, JobState.Cancelled);
        var again = await Assert.ThrowsAsync<ToombosApiException>(() => _workspace.Client.Jobs.CancelAsync(running, Ct));
        Assert.Equal("job.ended", again.Code);
    }

    [Theory, BothDatabases]
    public async Task A_failed_job_is_done_again_when_somebody_asks_and_a_completed_one_is_not(DatabaseKind database)
    {
        await StartAsync(database);
        var works = false;
        _work.Set("fails", (_, _) => Task.FromResult<JobOutcome>(works ? new JobOutcome.Completed("Done now.") : new JobOutcome.Failed("no.way", "Mend it first.")));
        var id = await AddAsync("fails");
        Assert.Equal("Mend it first.", (await IsAsync(id, JobState.Failed)).Job.Error);
        works = true;
        Assert.Equal(JobState.Pending, (await _workspace.Client.Jobs.RetryAsync(id, Ct)).State);
        var done = await IsAsync(id, JobState.Completed);
        Assert.Equal(2, done.Job.Attempt);
        Assert.Null(done.Job.Error);
        Assert.Equal([JobStepKind.Failed, JobStepKind.Queued, JobStepKind.Completed], done.Steps.Select(s => s.Kind));
        Assert.Equal("job.completed", (await Assert.ThrowsAsync<ToombosApiException>(() => _workspace.Client.Jobs.RetryAsync(id, Ct))).Code);
    }

    [Theory, BothDatabases]
    public async Task Of_one_key_one_job_waits_and_what_is_asked_for_while_it_runs_is_done_afterwards(DatabaseKind database)
    {
        await StartAsync(database);
        var (begun, go) = (new SemaphoreSlim(0), new SemaphoreSlim(0));
        _work.Set("sync", async (_, ct) =>
        {
            begun.Release();
            await go.WaitAsync(ct);
            return new JobOutcome.Completed();
        });
        var keyed = new NewJob { Title = "", Key = "sync:1" };
        var first = await AddAsync("sync", keyed);
        await begun.WaitAsync(Ct);
        Assert.Equal(first, await AddAsync("sync", keyed));
        Assert.Equal(first, await AddAsync("sync", keyed));
        go.Release();
        await begun.WaitAsync(Ct);
        go.Release();
        Assert.Equal(2, (await IsAsync(first, JobState.Completed)).Job.Attempt);
        Assert.NotEqual(first, await AddAsync("sync", keyed));
        go.Release();
    }

    [Theory, BothDatabases]
    public async Task A_job_waits_for_the_one_before_and_fails_with_it(DatabaseKind database)
    {
        await StartAsync(database);
        var go = new SemaphoreSlim(0);
        _work.Set("first", async (_, ct) =>
        {
            await go.WaitAsync(ct);
            return new JobOutcome.Completed();
        });
        _work.Set("bad", (_, _) => Task.FromResult<JobOutcome>(new JobOutcome.Failed("bad", "It is bad.")));
        var first = await AddAsync("first");
        var second = await AddAsync("second", new() { Title = "", WaitsFor = first });
        Assert.Equal(first, (await _workspace.Client.Jobs.GetAsync(second, Ct)).Job.WaitsFor);
        go.Release();
        await IsAsync(second, JobState.Completed);
        Assert.Equal(["first", "second"], _work.Begun.Select(b => b.Name));

        var bad = await AddAsync("bad", new() { Title = "", DueAt = _host.Clock.GetUtcNow().AddSeconds(1) });
        var (third, fourth) = (await AddAsync("third", new() { Title = "", WaitsFor = bad }), Guid.Empty);
        fourth = await AddAsync("fourth", new() { Title = "", WaitsFor = third });
        await AdvanceUntilAsync(fourth, JobState.Failed, TimeSpan.FromSeconds(1));
        Assert.Equal("job.dependency", (await _workspace.Client.Jobs.GetAsync(third, Ct)).Job.ErrorCode);
    }

    [Theory, BothDatabases]
    public async Task Jobs_of_one_serial_are_done_one_at_a_time(DatabaseKind database)
    {
        await StartAsync(database);
        int now = 0, most = 0;
        for (var i = 0; i < 6; i++)
        {
            _work.Set($"serial {i}", async (_, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                await Task.Yield();
                Interlocked.Decrement(ref now);
                return new JobOutcome.Completed();
            });
        }
        var serial = new NewJob { Title = "", Serial = Guid.NewGuid() };
        var ids = new List<Guid>();
        for (var i = 0; i < 6; i++) ids.Add(await AddAsync($"serial {i}", serial));
        foreach (var id in ids) await IsAsync(id, JobState.Completed);
        Assert.Equal(1, most);
    }

    [Theory, BothDatabases]
    public async Task The_list_is_searched_filtered_paged_and_counted_by_the_server(DatabaseKind database)
    {
        await StartAsync(database);
        _work.Set("Publish 50% off für ÖL", (_, _) => Task.FromResult<JobOutcome>(new JobOutcome.Failed("x", "No.")));
        var channel = Guid.NewGuid();
        await IsAsync(await AddAsync("Publish 50% off für ÖL", new() { Title = "", ChannelId = channel }), JobState.Failed);
        for (var i = 0; i < 7; i++) await IsAsync(await AddAsync($"Read source {i}"), JobState.Completed);
        var jobs = _workspace.Client.Jobs;

        Assert.Equal(["Publish 50% off für ÖL"], (await jobs.ListAsync(new() { Search = "50% PUBL" }, ct: Ct)).Items.Select(j => j.Title));
        Assert.Empty((await jobs.ListAsync(new() { Search = "5_%" }, ct: Ct)).Items);
        Assert.Equal(["Publish 50% off für ÖL"], (await jobs.ListAsync(new() { Search = "FÜR öl" }, ct: Ct)).Items.Select(j => j.Title));
        Assert.Single((await jobs.ListAsync(new() { State = JobState.Failed }, ct: Ct)).Items);
        Assert.Single((await jobs.ListAsync(new() { ChannelId = channel }, ct: Ct)).Items);
        Assert.Empty((await jobs.ListAsync(new() { From = _host.Clock.GetUtcNow().AddMinutes(1) }, ct: Ct)).Items);
        Assert.Equal(new JobCounts(0, 0, 7, 0, 1, 0, 0), await jobs.CountAsync(Ct));
        var (all, after) = (new List<Job>(), (string?)null);
        do
        {
            var page = await jobs.ListAsync(after: after, limit: 3, ct: Ct);
            all.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(8, all.Select(j => j.Id).Distinct().Count());
        Assert.Equal(all.OrderByDescending(j => j.DueAt).ThenByDescending(j => j.Id).Select(j => j.Id), all.Select(j => j.Id));
    }

    [Theory, BothDatabases]
    public async Task The_export_holds_every_job_and_no_formula(DatabaseKind database)
    {
        await StartAsync(database);
        await IsAsync(await AddAsync("=HYPERLINK(\"http://evil\")"), JobState.Completed);
        await IsAsync(await AddAsync("plain, with comma"), JobState.Completed);
        using var csv = new StreamReader(await _workspace.Client.Jobs.OpenCsvAsync(ct: Ct), Encoding.UTF8);
        var lines = (await csv.ReadToEndAsync(Ct)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("id,kind,title,state", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, l => l.Contains("\"plain, with comma\"", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains(",=HYP", StringComparison.Ordinal) || l.Contains(",\"=HYP", StringComparison.Ordinal));
        using var jsonl = new StreamReader(await _workspace.Client.Jobs.OpenJsonAsync(new() { Search = "plain" }, Ct));
        Assert.Contains("\"title\":\"plain, with comma\"", await jsonl.ReadToEndAsync(Ct), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Who_may_only_look_can_neither_cancel_nor_retry_and_strangers_see_nothing(DatabaseKind database)
    {
        await StartAsync(database);
        var id = await AddAsync("mine", new() { Title = "", DueAt = _host.Clock.GetUtcNow().AddDays(1) });
        var viewer = await _host.AddMemberAsync(_workspace.Id, WorkspaceRole.Viewer);
        Assert.Equal("mine", (await viewer.Client.Jobs.GetAsync(id, Ct)).Job.Title);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await Assert.ThrowsAsync<ToombosApiException>(() => viewer.Client.Jobs.CancelAsync(id, Ct))).Status);
        var stranger = await _host.AddWorkspaceAsync();
        Assert.Equal("job.not-found", (await Assert.ThrowsAsync<ToombosApiException>(() => stranger.Client.Jobs.CancelAsync(id, Ct))).Code);
        Assert.Empty((await stranger.Client.Jobs.ListAsync(ct: Ct)).Items);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
    }
}
