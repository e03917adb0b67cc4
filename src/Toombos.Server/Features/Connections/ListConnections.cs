using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Connections.Connection;

namespace Toombos.Server.Features.Connections;

/// <summary>The connected accounts, by name, with what uses each.</summary>
static class ListConnections
{
    public static async Task<Ok<IReadOnlyList<Wire>>> Handle(ToombosDb db, ProviderDirectory providers, IEnumerable<ConnectionUses> uses, CancellationToken ct)
    {
        var users = await uses.ReadAsync(db, ct);
        var rows = await db.Connections.AsNoTracking().OrderBy(c => c.Name).ThenBy(c => c.Id).ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<Wire>>([.. rows.Select(c => c.ToWire(providers.Find(c.Provider), [.. users[c.Id]]))]);
    }

    public static async Task<Ok<Wire>> OneAsync(Guid id, ToombosDb db, ProviderDirectory providers, IEnumerable<ConnectionUses> uses, CancellationToken ct)
    {
        var found = await db.Connections.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw Missing.Of("connection");
        return TypedResults.Ok(found.ToWire(providers.Find(found.Provider), [.. (await uses.ReadAsync(db, ct))[id]]));
    }
}
