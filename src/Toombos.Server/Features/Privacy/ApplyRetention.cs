using Microsoft.EntityFrameworkCore;
using Toombos.Server.Features.Documents;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Privacy;

/// <summary>Removes what a workspace does not want to keep any longer.</summary>
public sealed class ApplyRetention(ToombosDb db, Tenant tenant, TimeProvider clock, AuditRetention audit, PruneSnapshots snapshots, PruneVersions versions)
{
    public async Task<int> RunAsync(RetentionRules rules, CancellationToken ct)
    {
        tenant.Enter(rules.WorkspaceId, "retention");
        var removed = 0;
        // What a version of a draft rests on must stay as long as the version, for its statements cite it.
        if (rules.SnapshotVersions is { } keep) removed += await snapshots.RunAsync(keep, db.Pieces.Select(p => p.SnapshotId).Concat(db.DraftVersions.Select(v => v.SnapshotId)), ct);
        if (rules.DraftVersions is { } newest) removed += await versions.RunAsync(newest, ct);
        if (rules.AuditMonths is { } months) removed += await audit.TrimAsync(rules.WorkspaceId, clock.GetUtcNow().AddMonths(-months), ct);
        return removed;
    }
}
