using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Writing;

/// <summary>A piece goes, with its drafts.</summary>
public sealed record PieceRemoved(Guid PieceId);

/// <summary>Removes a piece, unless somebody above still works with it; the database takes its drafts with it.</summary>
static class DeletePiece
{
    public static Task<NoContent> Handle(Guid id, ToombosDb db, IEnumerable<IWhen<PieceRemoved>> answers, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        await RemoveAsync(await db.Pieces.FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw Missing.Of("piece"), db, answers, ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }, ct);

    /// <summary>In the save under way.</summary>
    public static async Task RemoveAsync(Piece piece, ToombosDb db, IEnumerable<IWhen<PieceRemoved>> answers, CancellationToken ct)
    {
        db.Pieces.Remove(piece);
        foreach (var answer in answers) await answer.AnswerAsync(new(piece.Id), ct);
    }
}
