using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Alerts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Documents;

/// <summary>Removes a source; the database takes snapshots, pieces and drafts with it.</summary>
static class DeleteSource
{
    public static async Task<NoContent> Handle(Guid id, ToombosDb db, TimeProvider clock, CancellationToken ct)
    {
        db.Sources.Remove(await db.Sources.FirstOrDefaultAsync(s => s.Id == id, ct) ?? throw Missing.Of("source"));
        await db.ClearAlertsAsync([id], clock.GetUtcNow(), ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
