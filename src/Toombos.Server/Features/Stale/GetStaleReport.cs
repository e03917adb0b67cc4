using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Stale;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Stale;

/// <summary>The document's difference beside the draft's. Saves nothing.</summary>
static class GetStaleReport
{
    public static async Task<Ok<StaleReport>> Handle(Guid id, int? version, DraftDesk desk, DraftUpdates updates, ToombosDb db, CancellationToken ct)
    {
        if (!await db.Drafts.AnyAsync(d => d.Id == id, ct)) throw Missing.Of("draft");
        var look = await updates.LookAsync(await desk.OpenAsync(id, version, ct), ct);
        return TypedResults.Ok(look.ToReport());
    }
}
