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
    public static async Task<Ok<StaleReport>> Handle(Guid id, int? version, DraftDesk desk, DraftUpdates updates, StaleViews views, ToombosDb db, CancellationToken ct)
    {
        if (!await db.Drafts.AnyAsync(d => d.Id == id, ct)) throw Missing.Of("draft");
        var look = await updates.LookAsync(await desk.OpenAsync(id, version, ct), ct);
        var listed = await db.StaleNow.FirstOrDefaultAsync(s => s.DraftId == id && s.VersionNumber == look.Open.Version.Number, ct);
        return TypedResults.Ok(look.ToReport() with { Listed = listed is null ? null : (await views.ShowAsync([listed], ct))[listed.Id] });
    }
}
