using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Writing;

/// <summary>Removes a piece; the database takes its drafts with it.</summary>
static class DeletePiece
{
    public static async Task<NoContent> Handle(Guid id, ToombosDb db, CancellationToken ct)
    {
        db.Pieces.Remove(await db.Pieces.FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw Missing.Of("piece"));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
