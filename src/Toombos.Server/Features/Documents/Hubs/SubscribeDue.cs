using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Documents.Hubs;

/// <summary>Has hubs asked again in time: before a lease ends, and after trouble. On any number of nodes whoever moves the time on first has it.</summary>
public sealed class SubscribeDue(IServiceScopeFactory scopes, TimeProvider clock, ILogger<SubscribeDue> log) : Rounds("The look for subscriptions that are due", clock, log)
{
    const int Handful = 50;
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(30);

    protected override TimeSpan Pause => TimeSpan.FromMinutes(1);

    public override async Task RunAsync(CancellationToken ct)
    {
        var now = Clock.GetUtcNow();
        List<Due> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
            due = await db.FeedSubscriptions.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking().Where(s => s.NextAt <= now).OrderBy(s => s.NextAt).Take(Handful)
                .Join(db.Sources.IgnoreQueryFilters([ToombosDb.TenantFilter]), s => s.SourceId, s => s.Id, (s, source) => new Due(s.Id, source.Id, source.WorkspaceId, source.Name)).ToListAsync(ct);
        }
        foreach (var one in due) await MakeAsync(one, now, ct);
    }

    async Task MakeAsync(Due due, DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(due.WorkspaceId, "feed hub");
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        await db.InTransactionAsync(async () =>
        {
            if (await db.FeedSubscriptions.Where(s => s.Id == due.Id && s.NextAt <= now).ExecuteUpdateAsync(s => s.SetProperty(x => x.NextAt, now + Lease), ct) == 0) return 0;
            await scope.ServiceProvider.GetRequiredService<JobQueue>().AddAsync(SubscribePayload.Kind, new SubscribePayload(due.SourceId), SubscribePayload.Job(due.SourceId, due.Name), ct);
            return await db.SaveChangesAsync(ct);
        }, ct);
    }

    sealed record Due(Guid Id, Guid SourceId, Guid WorkspaceId, string Name);
}
