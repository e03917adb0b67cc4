using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Server.Platform.Database;
using Wire = Toombos.Client.Writing.Piece;

namespace Toombos.Server.Features.Writing;

/// <summary>Pieces, newest first, of one source when asked.</summary>
static class ListPieces
{
    public static async Task<Ok<Page<Wire>>> Handle(ToombosDb db, Guid? sourceId, string? after, int? limit, CancellationToken ct)
    {
        var (id, size) = (Keyset.IdOf(after), Keyset.Clamp(limit));
        var rows = await db.Pieces.AsNoTracking()
            .Where(p => (sourceId == null || p.SourceId == sourceId) && (id == null || p.Id < id))
            .OrderByDescending(p => p.Id).Take(size + 1).ToListAsync(ct);
        var ids = rows.Select(p => p.Id).ToList();
        var drafts = (await db.Drafts.AsNoTracking().Where(d => ids.Contains(d.PieceId)).ToListAsync(ct)).ToLookup(d => d.PieceId);
        return TypedResults.Ok(Keyset.Page(rows, size, p => p.Id.ToString("N"), p => p.ToWire(drafts[p.Id])));
    }
}
