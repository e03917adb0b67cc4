using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Documents;

/// <summary>Removes old snapshots of the workspace that has been entered; the newest of each source, and whatever is named, stay.</summary>
public sealed class PruneSnapshots(ToombosDb db)
{
    /// <returns>How many are gone.</returns>
    public Task<int> RunAsync(int keep, IQueryable<Guid> named, CancellationToken ct)
    {
        var all = db.Snapshots;
        return db.InTransactionAsync(() => all.Where(s => all.Count(newer => newer.SourceId == s.SourceId && newer.Number > s.Number) >= keep && !named.Contains(s.Id))
            .ExecuteDeleteAsync(ct), ct);
    }
}
