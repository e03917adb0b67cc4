using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Writing.Draft;

namespace Toombos.Server.Features.Writing;

/// <summary>A draft with its newest text, or the version asked for.</summary>
static class GetDraft
{
    public static async Task<Ok<Wire>> Handle(Guid id, int? version, ToombosDb db, DraftDesk desk, CancellationToken ct)
    {
        var draft = await db.Drafts.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, ct) ?? throw Missing.Of("draft");
        return TypedResults.Ok(await desk.ShowAsync(draft, await desk.VersionAsync(draft, version ?? draft.VersionNumber, ct), ct));
    }
}
