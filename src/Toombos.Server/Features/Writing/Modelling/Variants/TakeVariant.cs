using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Writing.Draft;

namespace Toombos.Server.Features.Writing.Modelling.Variants;

/// <summary>Makes a variant the newest version. It was written for one version and is not taken in place of another.</summary>
static class TakeVariant
{
    public static async Task<Ok<Wire>> Handle(Guid id, Guid variantId, ToombosDb db, DraftDesk drafts, SaveVersion save, CancellationToken ct)
    {
        var open = await drafts.OpenAsync(id, null, ct);
        var variant = await db.Variants.AsNoTracking().FirstOrDefaultAsync(v => v.Id == variantId && v.DraftId == id, ct) ?? throw Missing.Of("variant");
        if (variant.BaseVersion != open.Draft.VersionNumber)
            throw new DomainRuleException("draft.changed", $"It was written for version {variant.BaseVersion} of this draft, and version {open.Draft.VersionNumber} is the newest. Have new variants written.");
        return TypedResults.Ok(await save.RunAsync(open, variant.Content, $"Variant by {variant.Writing.Model}: {variant.Angle}", ct, variant.Writing));
    }
}
