using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Quartz;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;

namespace Toombos.Server.Platform.Jobs;

/// <summary>
/// Says that this node lives, for each job that it does; takes jobs back from nodes that no longer say so; finds jobs that fell between rows and engine.
/// Every node does so for all, and finds done what another has done.
/// </summary>
public sealed partial class JobKeeper(
    ISchedulerFactory engine, IServiceScopeFactory scopes, JobDesk desk, JobNode node, JobBell bell, IOptions<JobsOptions> options, TimeProvider clock, ILogger<JobKeeper> log) : Rounds("Looking after jobs", clock, log)
{
    /// <summary>A job that should have begun so long ago is looked for in the engine.</summary>
    static readonly TimeSpan Late = TimeSpan.FromSeconds(10);
    const int Handful = 500;

    /// <summary>Looks after the database was away in which nobody is believed dead yet: nobody could say that they live, and all get their turn to.</summary>
    const int Forbearing = 2;

    int _forbear;

    protected override TimeSpan Pause => options.Value.Lease / 4;

    public override async Task RunAsync(CancellationToken ct)
    {
        var forbear = _forbear;
        // Until this look has come to its end.
        _forbear = Forbearing;
        await RenewAsync(ct);
        if (forbear == 0) await TakeBackAsync(ct);
        await FindLostAsync(ct);
        _forbear = Math.Max(0, forbear - 1);
    }

    /// <summary>Runs have some seconds for their end; then they are told to stop, and their jobs go back in line.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(node.Runs.Values.Select(run => run.Over)).WaitAsync(TimeSpan.FromSeconds(options.Value.DrainSeconds), Clock, cancellationToken);
        }
        catch (Exception patience) when (patience is TimeoutException or OperationCanceledException)
        {
            foreach (var run in node.Runs.Values) run.Stop(JobStop.Shutdown);
        }
        await base.StopAsync(cancellationToken);
    }

    async Task RenewAsync(CancellationToken ct)
    {
        var runs = node.Runs.Values.ToList();
        if (runs.Count == 0) return;
        var ids = runs.ConvertAll(run => run.Id);
        await using var scope = scopes.CreateAsyncScope();
        // Only what runs here: what was begun in this node's name, but the word of that was lost with the line to the database, nobody does, and it has to be taken back.
        var mine = scope.ServiceProvider.GetRequiredService<ToombosDb>().AllJobs.Where(j => ids.Contains(j.Id) && j.State == JobState.Running && j.Node == node.Name);
        var until = Clock.GetUtcNow() + options.Value.Lease;
        await mine.ExecuteUpdateAsync(set => set.SetProperty(j => j.LeaseUntil, until), ct);
        var held = await mine.Select(j => new { j.Id, j.Attempt, j.CancelRequested }).ToDictionaryAsync(j => j.Id, ct);
        foreach (var run in runs)
        {
            if (!held.TryGetValue(run.Id, out var job) || job.Attempt != run.Attempt) run.Stop(JobStop.Lost);
            else if (job.CancelRequested) run.Stop(JobStop.Cancelled);
        }
    }

    async Task TakeBackAsync(CancellationToken ct)
    {
        var now = Clock.GetUtcNow();
        var silent = await ReadAsync(jobs => jobs.Where(j => j.State == JobState.Running && j.LeaseUntil < now).OrderBy(j => j.LeaseUntil).Take(Handful).Select(j => new { j.WorkspaceId, j.Id, j.Attempt, j.Node }), ct);
        // At once, so that they are written together.
        await Task.WhenAll(silent.Select(async job =>
        {
            if (await desk.TakeBackAsync(job.WorkspaceId, job.Id, job.Attempt)) LogTakenBack(job.Id, job.Node ?? "?");
        }));
    }

    /// <summary>Jobs that were called and that no engine knows, because the process died in between; and places that ended jobs still take.</summary>
    async Task FindLostAsync(CancellationToken ct)
    {
        var late = Clock.GetUtcNow() - Late;
        var fed = await ReadAsync(jobs => jobs.Where(j => j.Fed != null && (j.State == JobState.Pending ? j.DueAt < late : j.State != JobState.Running)).OrderBy(j => j.DueAt).Take(Handful).Select(j => new { j.WorkspaceId, j.Id, j.State }), ct);
        if (fed.Count == 0) return;
        var scheduler = await engine.GetScheduler(ct);
        var lost = new List<Guid>();
        foreach (var job in fed)
        {
            if (job.State != JobState.Pending || await scheduler.GetTrigger(JobFeeder.KeyOf(job.WorkspaceId, job.Id), ct) is null) lost.Add(job.Id);
        }
        if (lost.Count == 0) return;
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ToombosDb>().AllJobs
            .Where(j => lost.Contains(j.Id) && j.State != JobState.Running && (j.State != JobState.Pending || j.DueAt < late)).ExecuteUpdateAsync(set => set.SetProperty(j => j.Fed, (string?)null), ct);
        bell.Ring();
    }

    async Task<List<T>> ReadAsync<T>(Func<IQueryable<JobRow>, IQueryable<T>> query, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<ToombosDb>().AllJobs.AsNoTracking()).ToListAsync(ct);
    }

    [LoggerMessage(LogLevel.Warning, "Job {Job} was taken back from {Node}, which is not heard of any more")]
    partial void LogTakenBack(Guid job, string node);
}
