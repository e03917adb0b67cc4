using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Client.Writing;
using Toombos.Server.Features.Files;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Writing;

/// <summary>The drafts whose newest version shows a picture of the library, newest first.</summary>
static class ListDraftsWithFile
{
    public static async Task<Ok<Page<DraftSummary>>> Handle(Guid id, ToombosDb db, string? after, int? limit, CancellationToken ct)
    {
        if (!await db.Files.AnyAsync(f => f.Id == id, ct)) throw Missing.Of("file");
        var (before, size) = (Keyset.IdOf(after), Keyset.Clamp(limit));
        var rows = await db.Drafts.AsNoTracking().Where(d => d.Pictures.Contains(id) && (before == null || d.Id < before)).OrderByDescending(d => d.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(Keyset.Page(rows, size, d => d.Id.ToString("N"), d => d.ToWire()));
    }
}
