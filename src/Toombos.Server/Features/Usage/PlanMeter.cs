using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Toombos.Client.Usage;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Limits;

namespace Toombos.Server.Features.Usage;

/// <summary>Tells the rate limits what a workspace's plan allows. Plans are remembered for five seconds, so that a change reaches every node by then and this one at once.</summary>
sealed class PlanMeter(IServiceScopeFactory scopes, PlanCatalog plans, RequestTally tally) : IWorkspaceMeter, IDisposable
{
    static readonly TimeSpan Life = TimeSpan.FromSeconds(5);
    readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    public async ValueTask<WorkspaceRate> RateOfAsync(Guid workspace, CancellationToken ct)
    {
        if (_known.TryGetValue(workspace, out WorkspaceRate? rate)) return rate!;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        var plan = plans.Of(await db.Workspaces.Where(w => w.Id == workspace).Select(w => w.Plan).FirstOrDefaultAsync(ct) ?? "");
        return _known.Set(workspace, RateOf(plan), new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Life, Size = 1 });
    }

    public void CountRequest(Guid workspace) => tally.Add(workspace);

    /// <summary>The plan was changed; call it after the change is saved.</summary>
    public void Forget(Guid workspace) => _known.Remove(workspace);

    WorkspaceRate RateOf(Plan plan)
    {
        var more = plans.WithMore(plan, p => p.RequestsPerMinute);
        return new(plan.Title, plan.RequestsPerMinute, plan.WorkspaceRequestsPerMinute,
            more is null ? null : FormattableString.Invariant($"The {more.Title} plan allows {more.RequestsPerMinute:N0} for each key: {UsageDesk.WhereToChange}."));
    }

    public void Dispose() => _known.Dispose();
}
