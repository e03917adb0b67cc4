using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Features.Files.Storing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Files;

/// <summary>Removes a file; from then on its addresses lead nowhere. The bytes go at once, or as soon as their store can be reached.</summary>
static class DeleteFile
{
    public static async Task<NoContent> Handle(Guid id, ToombosDb db, DiscardFiles discard, TimeProvider clock, CancellationToken ct)
    {
        var file = await db.Files.FirstOrDefaultAsync(f => f.Id == id, ct) ?? throw Missing.Of("file");
        var bytes = new DiscardedFile { Place = file.Place, Location = file.Location, After = clock.GetUtcNow() };
        db.Files.Remove(file);
        db.DiscardedFiles.Add(bytes);
        await db.SaveChangesAsync(ct);
        await discard.TryAsync(bytes, ct);
        return TypedResults.NoContent();
    }
}
