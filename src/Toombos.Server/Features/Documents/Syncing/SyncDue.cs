using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Documents.Syncing;

/// <summary>Makes jobs of sources that are due, for all workspaces and on any number of nodes: whoever moves a source's time on first has it.</summary>
public sealed class SyncDue(IServiceScopeFactory scopes, TimeProvider clock, ILogger<SyncDue> log) : Rounds("The look for sources that are due", clock, log)
{
    /// <summary>A handful each time, so that many sources of one hour do not begin in one second.</summary>
    const int Handful = 50;

    /// <summary>When a source comes again whose job was lost; the job itself sets the time that its schedule asks for.</summary>
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(30);

    protected override TimeSpan Pause => TimeSpan.FromSeconds(5);

    public override async Task RunAsync(CancellationToken ct)
    {
        var now = Clock.GetUtcNow();
        List<Due> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            due = await scope.ServiceProvider.GetRequiredService<ToombosDb>().Sources.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking()
                .Where(s => s.NextSyncAt <= now).OrderBy(s => s.NextSyncAt).Take(Handful).Select(s => new Due(s.Id, s.WorkspaceId, s.Name)).ToListAsync(ct);
        }
        foreach (var source in due) await MakeAsync(source, now, ct);
    }

    async Task MakeAsync(Due source, DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(source.WorkspaceId, "sync schedule");
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        await db.InTransactionAsync(async () =>
        {
            if (await db.Sources.Where(s => s.Id == source.Id && s.NextSyncAt <= now).ExecuteUpdateAsync(s => s.SetProperty(x => x.NextSyncAt, now + Lease), ct) == 0) return 0;
            await scope.ServiceProvider.GetRequiredService<JobQueue>().AddAsync(SyncPayload.Kind, new SyncPayload(source.Id), SyncPayload.Job(source.Id, source.Name), ct);
            return await db.SaveChangesAsync(ct);
        }, ct);
    }

    sealed record Due(Guid Id, Guid WorkspaceId, string Name);
}
