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
        var snapshot = await db.Snapshots.Where(s => s.Id == id).Select(s => new { s.SourceId, s.Places }).FirstOrDefaultAsync(ct) ?? throw Missing.Of("snapshot");
        var found = string.IsNullOrEmpty(words) ? null : await db.Items.Where(i => i.SourceId == snapshot.SourceId && i.SearchText.Contains(words)).Select(i => i.Id).ToHashSetAsync(ct);
        var rows = snapshot.Places.Select((place, at) => (Place: place, At: at)).Where(row => row.At > (position ?? -1) && found?.Contains(row.Place.Id) != false).Take(size + 1).ToList();
        var items = await db.ItemsAtAsync([.. rows.Select(r => r.Place)], ct);
        return TypedResults.Ok(Keyset.Page([.. rows.Zip(items)], size, row => $"{row.First.At}", row => row.Second));
    }
}
