using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Writing;

/// <summary>Removes old versions of drafts of the workspace that has been entered; the newest of each, and those that are approved, stay.</summary>
public sealed class PruneVersions(ToombosDb db)
{
    /// <returns>How many are gone.</returns>
    public Task<int> RunAsync(int keep, CancellationToken ct)
    {
        var (all, drafts) = (db.DraftVersions, db.Drafts);
        return db.InTransactionAsync(() => all.Where(v => all.Count(newer => newer.DraftId == v.DraftId && newer.Number > v.Number) >= keep
                && !drafts.Any(d => d.Id == v.DraftId && d.ApprovedHash == v.ContentHash))
            .ExecuteDeleteAsync(ct), ct);
    }
}
