using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Writing;

/// <summary>Removes a piece; the database takes its drafts with it.</summary>
static class DeletePiece
{
    public static async Task<NoContent> Handle(Guid id, ToombosDb db, CancellationToken ct) =>
        await db.Pieces.Where(p => p.Id == id).ExecuteDeleteAsync(ct) == 1 ? TypedResults.NoContent() : throw Missing.Of("piece");
}
