using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Documents.Source;

namespace Toombos.Server.Features.Documents;

/// <summary>One source with its latest snapshot.</summary>
static class GetSource
{
    public static async Task<Ok<Wire>> Handle(Guid id, ToombosDb db, CancellationToken ct)
    {
        var source = await db.Sources.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct) ?? throw Missing.Of("source");
        var latest = await db.Snapshots.Where(s => s.Id == source.LatestSnapshotId).Select(Snapshot.AsWire).FirstOrDefaultAsync(ct);
        return TypedResults.Ok(source.ToWire(latest));
    }
}
