using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Writing.Piece;

namespace Toombos.Server.Features.Writing;

/// <summary>One piece with its drafts as they stand in lists.</summary>
static class GetPiece
{
    public static async Task<Ok<Wire>> Handle(Guid id, ToombosDb db, CancellationToken ct)
    {
        var piece = await db.Pieces.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw Missing.Of("piece");
        return TypedResults.Ok(piece.ToWire(await db.Drafts.AsNoTracking().Where(d => d.PieceId == id).ToListAsync(ct)));
    }
}
