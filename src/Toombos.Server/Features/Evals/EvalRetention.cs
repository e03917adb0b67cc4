using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Evals;

/// <summary>Removes runs that are old, of all workspaces, with what they measured.</summary>
public sealed class EvalRetention(ToombosDb db, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <returns>How many went.</returns>
    public Task<int> RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - Kept;
        return db.EvalRuns.IgnoreQueryFilters([ToombosDb.TenantFilter]).Where(r => r.CreatedAt < before).ExecuteDeleteAsync(ct);
    }
}
