using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Writing.DraftVersion;

namespace Toombos.Server.Features.Writing;

/// <summary>Saved states of a draft, newest first, without their texts.</summary>
static class ListVersions
{
    public static async Task<Ok<Page<Wire>>> Handle(Guid id, ToombosDb db, string? after, int? limit, CancellationToken ct)
    {
        var (number, size) = (Keyset.PositionOf(after), Keyset.Clamp(limit));
        if (!await db.Drafts.AnyAsync(d => d.Id == id, ct)) throw Missing.Of("draft");
        var rows = await db.DraftVersions.Where(v => v.DraftId == id && (number == null || v.Number < number))
            .OrderByDescending(v => v.Number).Take(size + 1)
            .Select(v => new Wire(v.Number, v.ContentHash, v.CreatedAt, v.CreatedBy, v.Note) { SnapshotId = v.SnapshotId }).ToListAsync(ct);
        return TypedResults.Ok(Keyset.Page(rows, size, v => $"{v.Number}", v => v));
    }
}
