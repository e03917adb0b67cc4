using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Alerts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Jobs;

/// <summary>
/// Goes round every few seconds: makes jobs of what recurs, a little ahead of time; says so when something due does not begin or does not end; removes what is old.
/// </summary>
public sealed class JobRounds(IServiceScopeFactory scopes, IOptions<JobsOptions> options, TimeProvider clock, ILogger<JobRounds> log) : Rounds("The round through jobs", clock, log)
{
    static readonly TimeSpan Ahead = TimeSpan.FromSeconds(30), BetweenSweeps = TimeSpan.FromHours(1);
    const int Handful = 500;

    DateTimeOffset _swept;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(10);

    public override async Task RunAsync(CancellationToken ct)
    {
        await MakeDueAsync(ct);
        await AlertAsync(ct);
        await SweepAsync(ct);
    }

    async Task MakeDueAsync(CancellationToken ct)
    {
        var until = Clock.GetUtcNow() + Ahead;
        foreach (var due in await ReadAsync(db => db.JobSchedules.IgnoreQueryFilters([ToombosDb.TenantFilter]).Where(s => s.NextAt <= until).OrderBy(s => s.NextAt).Take(Handful).Select(s => new { s.WorkspaceId, s.Id }), ct))
        {
            await InAsync(due.WorkspaceId, async (db, services) =>
            {
                // Another node may have made it between the look and the lock.
                if (await db.JobSchedules.FirstOrDefaultAsync(s => s.Id == due.Id && s.NextAt <= until, ct) is not { NextAt: { } at } schedule) return;
                await services.GetRequiredService<JobQueue>().AddStoredAsync(schedule, at, ct);
                // Of several that were missed while nothing ran, one is made up for.
                var after = at > Clock.GetUtcNow() ? at : Clock.GetUtcNow();
                schedule.NextAt = Occurrences.Next(schedule.Cron, schedule.Zone, after);
            }, ct);
        }
    }

    async Task AlertAsync(CancellationToken ct)
    {
        var late = Clock.GetUtcNow() - TimeSpan.FromMinutes(options.Value.AlertMinutes);
        foreach (var job in await ReadAsync(db => db.AllJobs
            .Where(j => j.AlertedAt == null && (j.State == JobState.Pending ? j.WaitsFor == null && j.DueAt < late : j.State == JobState.Running && j.StartedAt < late)).OrderBy(j => j.DueAt).Take(Handful).Select(j => new { j.WorkspaceId, j.Id }), ct))
        {
            await InAsync(job.WorkspaceId, async (db, _) =>
            {
                if (await db.Jobs.FirstOrDefaultAsync(j => j.Id == job.Id && j.AlertedAt == null, ct) is not { HasEnded: false } row) return;
                row.AlertedAt = Clock.GetUtcNow();
                db.Alerts.Add(row.State == JobState.Pending
                    ? AlertRow.Of(row, "job.overdue", $"'{row.Title}' should have begun at {row.DueAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC and has not. Look whether a worker runs and whether others are in line before it; it begins by itself as soon as it can.", Clock.GetUtcNow())
                    : AlertRow.Of(row, "job.long", $"'{row.Title}' has been at work since {row.StartedAt?.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Look at how far it is; cancel it and have it done again if it does not get on.", Clock.GetUtcNow()));
            }, ct);
        }
    }

    async Task SweepAsync(CancellationToken ct)
    {
        var now = Clock.GetUtcNow();
        if (now - _swept < BetweenSweeps) return;
        _swept = now;
        var before = now - TimeSpan.FromDays(options.Value.KeepDays);
        int gone;
        do
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
            var old = db.AllJobs.Where(j => j.FinishedAt < before).OrderBy(j => j.FinishedAt).Take(Handful).Select(j => j.Id);
            gone = await db.AllJobs.Where(j => old.Contains(j.Id)).ExecuteDeleteAsync(ct);
        }
        while (gone == Handful);
    }

    async Task<List<T>> ReadAsync<T>(Func<ToombosDb, IQueryable<T>> query, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<ToombosDb>()).ToListAsync(ct);
    }

    /// <summary>In a transaction that has the workspace to itself.</summary>
    async Task InAsync(Guid workspace, Func<ToombosDb, IServiceProvider, Task> work, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace, "jobs");
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        await db.InTransactionAsync(async () =>
        {
            await work(db, scope.ServiceProvider);
            return await db.SaveChangesAsync(ct);
        }, ct);
    }
}
