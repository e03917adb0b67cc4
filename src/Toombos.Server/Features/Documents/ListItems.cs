using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Client.Documents;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Documents;

/// <summary>Items of a snapshot in document order; those whose title, category, tags or text hold the words searched for.</summary>
static class ListItems
{
    public static async Task<Ok<Page<Item>>> Handle(Guid id, ToombosDb db, string? search, string? after, int? limit, CancellationToken ct)
    {
        var (position, size) = (Keyset.PositionOf(after), Keyset.Clamp(limit));
        var words = search?.ToLowerInvariant().Trim();
        if (words?.Contains('\0') == true) throw new FieldException("search", "Text must be valid Unicode without the NUL character.");
        if (!await db.Snapshots.AnyAsync(s => s.Id == id, ct)) throw Missing.Of("snapshot");
        var rows = await db.SnapshotItems.AsNoTracking()
            .Where(i => i.SnapshotId == id && (position == null || i.Position > position) && (string.IsNullOrEmpty(words) || i.SearchText.Contains(words)))
            .OrderBy(i => i.Position).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(Keyset.Page(rows, size, i => $"{i.Position}", i => i.Item));
    }
}
