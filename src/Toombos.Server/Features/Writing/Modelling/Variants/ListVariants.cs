using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Writing.Modelling.Variants;

/// <summary>The variants of a draft that were written last.</summary>
static class ListVariants
{
    public static async Task<Ok<DraftVariants>> Handle(Guid id, ToombosDb db, CancellationToken ct)
    {
        var version = await db.Drafts.Where(d => d.Id == id).Select(d => (int?)d.VersionNumber).FirstOrDefaultAsync(ct) ?? throw Missing.Of("draft");
        var rows = await db.Variants.AsNoTracking().Where(v => v.DraftId == id).OrderBy(v => v.Position).ToListAsync(ct);
        var written = rows is [var first, ..] ? first.BaseVersion : (int?)null;
        return TypedResults.Ok(new DraftVariants(written, written is not null && written != version, await AskForVariants.UnderWayAsync(id, db, ct), [.. rows.Select(r => r.ToWire())]));
    }
}
