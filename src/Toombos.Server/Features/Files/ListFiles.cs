using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Files.StoredFile;

namespace Toombos.Server.Features.Files;

/// <summary>The workspace's files, newest first, or one of them, each with an address that works.</summary>
static class ListFiles
{
    public static async Task<Ok<Page<Wire>>> Handle(ToombosDb db, FileAddresses addresses, string? after, int? limit, CancellationToken ct)
    {
        var (id, size) = (Keyset.IdOf(after), Keyset.Clamp(limit));
        var rows = await db.Files.AsNoTracking().Where(f => id == null || f.Id < id).OrderByDescending(f => f.Id).Take(size + 1).ToListAsync(ct);
        var shown = new List<Wire>();
        foreach (var row in rows) shown.Add(await addresses.ShowAsync(row, ct));
        return TypedResults.Ok(Keyset.Page(shown, size, f => f.Id.ToString("N"), f => f));
    }

    public static async Task<Ok<Wire>> One(Guid id, ToombosDb db, FileAddresses addresses, CancellationToken ct) =>
        TypedResults.Ok(await addresses.ShowAsync(await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, ct) ?? throw Missing.Of("file"), ct));
}
