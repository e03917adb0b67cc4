using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Features.Files.Storing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Files;

/// <summary>Removes a file; from then on its addresses lead nowhere. The bytes go at once, or as soon as their store can be reached.</summary>
static class DeleteFile
{
    public static async Task<NoContent> Handle(Guid id, ToombosDb db, DiscardFiles discard, Outbound outbound, TimeProvider clock, CancellationToken ct)
    {
        var file = await db.Files.FirstOrDefaultAsync(f => f.Id == id, ct) ?? throw Missing.Of("file");
        if (file.Place == FilePlace.Bucket && outbound.WhyClosed is { } why) throw new DomainRuleException("outbound.closed", why, StatusCodes.Status403Forbidden);
        var bytes = new DiscardedFile { Place = file.Place, Location = file.Location, After = clock.GetUtcNow() };
        db.Files.Remove(file);
        db.DiscardedFiles.Add(bytes);
        await db.SaveChangesAsync(ct);
        await discard.TryAsync(bytes, ct);
        return TypedResults.NoContent();
    }
}
