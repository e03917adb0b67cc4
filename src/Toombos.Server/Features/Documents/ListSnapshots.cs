using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Documents.Snapshot;

namespace Toombos.Server.Features.Documents;

/// <summary>Snapshots of a source, newest first.</summary>
static class ListSnapshots
{
    public static async Task<Ok<Page<Wire>>> Handle(Guid id, ToombosDb db, string? after, int? limit, CancellationToken ct)
    {
        var (number, size) = (Keyset.PositionOf(after), Keyset.Clamp(limit));
        if (!await db.Sources.AnyAsync(s => s.Id == id, ct)) throw Missing.Of("source");
        var rows = await db.Snapshots.Where(s => s.SourceId == id && (number == null || s.Number < number))
            .OrderByDescending(s => s.Number).Take(size + 1).Select(Snapshot.AsWire).ToListAsync(ct);
        return TypedResults.Ok(Keyset.Page(rows, size, s => $"{s.Number}", s => s));
    }
}
