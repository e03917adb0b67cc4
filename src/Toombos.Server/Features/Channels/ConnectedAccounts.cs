using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Toombos.Connectors.Accounts;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Server.Features.Connections;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Connector = Toombos.Connectors.Channels.Connector;

namespace Toombos.Server.Features.Channels;

/// <summary>The connected accounts that channels post with.</summary>
static class ConnectedAccounts
{
    /// <summary>For the door: what Connections must know of channels. A workspace has few, so their settings are looked through here.</summary>
    public static ConnectionUses Uses { get; } = new(
        async (db, ct) => [.. (await db.Channels.AsNoTracking().ToListAsync(ct)).Where(c => c.ConnectionId is not null).Select(c => new ConnectionUser(c.ConnectionId!.Value, "channel", c.Id, c.Name))],
        async (db, id, ct) =>
        {
            foreach (var channel in await db.Channels.ToListAsync(ct))
                if (channel.ConnectionId == id) channel.Forget();
        });

    /// <summary>What is chosen must be an account of this workspace, at a service that serves the kind.</summary>
    public static async Task RequireAsync(Connector connector, JsonObject settings, ToombosDb db, CancellationToken ct)
    {
        if (connector.Form.Connected is not { } field || settings[field.Name]?.GetValue<string>() is not { } text) return;
        var provider = await db.Connections.Where(c => c.Id == Guid.Parse(text)).Select(c => c.Provider).FirstOrDefaultAsync(ct);
        if (provider is null) throw new FieldException("settings." + field.Name, "There is no such connected account in the workspace. Choose one of the list, or connect one.");
        if (AccountProviders.Find(provider)?.Serves.Contains(connector.Kind) != true)
            throw new FieldException("settings." + field.Name, $"This account can't post there. Choose one of: {string.Join(", ", AccountProviders.All.Where(p => p.Serves.Contains(connector.Kind)).Select(p => p.Name))}.");
    }
}
