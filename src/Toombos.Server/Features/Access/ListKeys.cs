using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Wire = Toombos.Client.Access.ApiKey;

namespace Toombos.Server.Features.Access;

/// <summary>The workspace's keys, newest first, or one of them; never their secrets.</summary>
static class ListKeys
{
    public static async Task<Ok<Page<Wire>>> Handle(ToombosDb db, string? after, int? limit, CancellationToken ct)
    {
        var (id, size) = (Keyset.IdOf(after), Keyset.Clamp(limit));
        var rows = await db.ApiKeys.AsNoTracking().Where(k => id == null || k.Id < id).OrderByDescending(k => k.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(Keyset.Page(rows, size, k => k.Id.ToString("N"), k => k.ToWire()));
    }

    public static async Task<Ok<Wire>> One(Guid id, ToombosDb db, CancellationToken ct) =>
        TypedResults.Ok((await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.Id == id, ct) ?? throw Missing.Of("key")).ToWire());
}
