using Toombos.Server.Platform.Database;
using Wire = Toombos.Client.Connections.ConnectionUse;

namespace Toombos.Server.Features.Connections;

/// <summary>What uses connections. Features that build on them hand theirs in from their doors.</summary>
/// <param name="OfAsync">The uses of all connections of the entered workspace.</param>
/// <param name="OpensAsync">Told, in the save under way, that a connection opens again; null where nobody needs to know.</param>
public sealed record ConnectionUses(Func<ToombosDb, CancellationToken, Task<List<ConnectionUser>>> OfAsync, Func<ToombosDb, Guid, CancellationToken, Task>? OpensAsync = null);

/// <summary>One thing that uses a connection.</summary>
public sealed record ConnectionUser(Guid ConnectionId, string Kind, Guid Id, string Name);

/// <summary>Reads who uses which connection, whatever features there are.</summary>
static class ConnectionUsers
{
    /// <summary>By connection.</summary>
    public static async Task<ILookup<Guid, Wire>> ReadAsync(this IEnumerable<ConnectionUses> all, ToombosDb db, CancellationToken ct)
    {
        var found = new List<ConnectionUser>();
        foreach (var uses in all) found.AddRange(await uses.OfAsync(db, ct));
        return found.ToLookup(u => u.ConnectionId, u => new Wire(u.Kind, u.Id, u.Name));
    }

    public static async Task OpenAsync(this IEnumerable<ConnectionUses> all, ToombosDb db, Guid id, CancellationToken ct)
    {
        foreach (var uses in all) await (uses.OpensAsync?.Invoke(db, id, ct) ?? Task.CompletedTask);
    }
}
