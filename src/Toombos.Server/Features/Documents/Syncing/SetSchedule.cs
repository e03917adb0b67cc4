using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Documents.Source;

namespace Toombos.Server.Features.Documents.Syncing;

/// <summary>Sets when a source is read again by itself.</summary>
static class SetSchedule
{
    public static async Task<Ok<Wire>> Handle(Guid id, SyncSchedule request, ToombosDb db, TimeProvider clock, CancellationToken ct)
    {
        var source = await db.Sources.FirstOrDefaultAsync(s => s.Id == id, ct) ?? throw Missing.Of("source");
        if (!source.IsRead) throw SyncSource.NothingToRead();
        SyncTimes.Set(source, request, clock.GetUtcNow());
        source.Version++;
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(source.ToWire(await db.Snapshots.Where(s => s.Id == source.LatestSnapshotId).Select(Snapshot.AsWire).FirstOrDefaultAsync(ct)));
    }
}
