using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Audit;

/// <summary>Reads a log from the oldest entry on, a handful at a time, so that a log of any length needs no more memory than a short one.</summary>
static class AuditReading
{
    const int Handful = 1000;

    extension(ToombosDb db)
    {
        /// <summary>A workspace's log as far as <paramref name="through"/>, which need not be the workspace that has been entered.</summary>
        public async IAsyncEnumerable<AuditRow> ReadAuditAsync(Guid workspace, long after, long through, [EnumeratorCancellation] CancellationToken ct)
        {
            while (after < through)
            {
                var rows = await db.AuditEntries.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking()
                    .Where(e => e.WorkspaceId == workspace && e.Sequence > after && e.Sequence <= through).OrderBy(e => e.Sequence).Take(Handful).ToListAsync(ct);
                foreach (var row in rows) yield return row;
                if (rows.Count < Handful) yield break;
                after = rows[^1].Sequence;
            }
        }

        /// <summary>Where a workspace's log ends; null while nothing was ever written to it.</summary>
        public Task<AuditHead?> AuditHeadAsync(Guid workspace, CancellationToken ct) =>
            db.AuditHeads.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking().FirstOrDefaultAsync(h => h.WorkspaceId == workspace, ct);

        /// <summary>Sequence of a workspace's newest event; 0 while there is none.</summary>
        public async Task<long> NewestEventAsync(Guid workspace, CancellationToken ct) => (await db.AuditHeadAsync(workspace, ct))?.EventSequence ?? 0;
    }
}
