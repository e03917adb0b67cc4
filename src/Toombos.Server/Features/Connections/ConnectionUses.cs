using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Wire = Toombos.Client.Connections.ConnectionUse;

namespace Toombos.Server.Features.Connections;

/// <summary>What uses connections. Features that build on them hand theirs in from their doors.</summary>
/// <param name="Of">The uses of all connections of the entered workspace.</param>
public sealed record ConnectionUses(Func<ToombosDb, IQueryable<ConnectionUser>> Of);

/// <summary>One thing that uses a connection.</summary>
public sealed record ConnectionUser(Guid ConnectionId, string Kind, Guid Id, string Name);

/// <summary>Reads who uses which connection, whatever features there are.</summary>
static class ConnectionUsers
{
    /// <summary>By connection.</summary>
    public static async Task<ILookup<Guid, Wire>> ReadAsync(this IEnumerable<ConnectionUses> all, ToombosDb db, CancellationToken ct)
    {
        var found = new List<ConnectionUser>();
        foreach (var uses in all) found.AddRange(await uses.Of(db).ToListAsync(ct));
        return found.ToLookup(u => u.ConnectionId, u => new Wire(u.Kind, u.Id, u.Name));
    }
}
