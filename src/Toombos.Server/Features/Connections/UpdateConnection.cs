using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Connections;
using Toombos.Connectors.Accounts;
using Toombos.Server.Platform.Alerts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Connections.Connection;

namespace Toombos.Server.Features.Connections;

/// <summary>Renames a connection, or gives it another pasted token of the same account.</summary>
static class UpdateConnection
{
    public static async Task<Ok<Wire>> Handle(
        Guid id, UpdateConnectionRequest request, ToombosDb db, ProviderDirectory providers, PastedToken pasted, IEnumerable<ConnectionUses> uses, SecretBox box, Outbound outbound, TimeProvider clock, CancellationToken ct)
    {
        var connection = await db.FindConnectionAsync(id, ct);
        var provider = providers.Get(connection.Provider).At(connection.Host);
        if (request.Name is { } name) connection.Name = Typed.Name("name", name);
        if (request.Token is { } token)
        {
            ConnectionRules.RequireOpen(outbound);
            if (provider.Way == AccountWay.Consent) throw new FieldException("token", $"{provider.Name} is connected by consent there. Connect it again instead.");
            var (tokens, who) = await pasted.TryAsync(provider, token, ct);
            if (connection.AccountId is { } known && known != who.Id) throw new FieldException("token", $"This token belongs to {who.Name}, not to {connection.AccountName}. Connect it as an account of its own.");
            connection.Take(tokens, box, clock.GetUtcNow());
            (connection.AccountId, connection.AccountName) = (who.Id, who.Name);
            await db.ClearAlertsAsync([id], clock.GetUtcNow(), ct);
            await uses.OpenAsync(db, id, ct);
        }
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(connection.ToWire(provider, [.. (await uses.ReadAsync(db, ct))[id]]));
    }
}
