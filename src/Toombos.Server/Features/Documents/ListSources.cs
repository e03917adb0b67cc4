using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Server.Platform.Database;
using Wire = Toombos.Client.Documents.Source;

namespace Toombos.Server.Features.Documents;

/// <summary>Sources, newest first, each with its latest snapshot.</summary>
static class ListSources
{
    public static async Task<Ok<Page<Wire>>> Handle(ToombosDb db, string? after, int? limit, CancellationToken ct)
    {
        var (id, size) = (Keyset.IdOf(after), Keyset.Clamp(limit));
        var rows = await db.Sources.AsNoTracking()
            .Where(s => id == null || s.Id < id)
            .OrderByDescending(s => s.Id).Take(size + 1).ToListAsync(ct);
        var ids = rows.Select(s => s.LatestSnapshotId).ToList();
        var latest = await db.Snapshots.Where(s => ids.Contains(s.Id)).Select(Snapshot.AsWire).ToDictionaryAsync(s => s.SourceId, ct);
        return TypedResults.Ok(Keyset.Page(rows, size, s => s.Id.ToString("N"), s => s.ToWire(latest.GetValueOrDefault(s.Id))));
    }
}
