using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Client.Documents;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Documents.Syncing;

/// <summary>The history of a source's syncs, newest first.</summary>
static class ListSyncs
{
    public static async Task<Ok<Page<SyncRun>>> Handle(Guid id, ToombosDb db, string? after, int? limit, CancellationToken ct)
    {
        if (!await db.Sources.AnyAsync(s => s.Id == id, ct)) throw Missing.Of("source");
        var (last, size) = (Keyset.IdOf(after), Keyset.Clamp(limit));
        var rows = await db.SyncRuns.AsNoTracking().Where(r => r.SourceId == id && (last == null || r.Id < last)).OrderByDescending(r => r.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(Keyset.Page(rows, size, r => r.Id.ToString("N"), r => r.ToWire()));
    }
}
