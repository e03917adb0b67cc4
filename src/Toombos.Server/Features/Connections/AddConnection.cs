using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Connections;
using Toombos.Connectors.Accounts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Connections.Connection;

namespace Toombos.Server.Features.Connections;

/// <summary>Connects an account by a token or key file that was made at the service and is pasted here. What the service does not accept is not kept.</summary>
static class AddConnection
{
    public static async Task<Created<Wire>> Handle(AddConnectionRequest request, ToombosDb db, ProviderDirectory providers, PastedToken pasted, SecretBox box, Outbound outbound, TimeProvider clock, CancellationToken ct)
    {
        ConnectionRules.RequireOpen(outbound);
        var provider = providers.Find(request.Provider) ?? throw new FieldException("provider", "There is no such service. The list of services names those that there are.");
        if (provider.Way == AccountWay.Consent) throw new FieldException("provider", $"{provider.Name} is connected by consent there. Start that instead of pasting a token.");
        var name = Typed.Name("name", request.Name);
        var host = ConnectionRules.HostOf(provider, request.Host);
        provider = provider.At(host);
        var (tokens, who) = await pasted.TryAsync(provider, request.Token, ct);
        var connection = new Connection { Provider = provider.Provider, Name = name, Host = host, AccountId = who.Id, AccountName = who.Name, Scopes = [.. provider.Scopes.Select(s => s.Scope)], CreatedAt = clock.GetUtcNow() };
        connection.Take(tokens, box, clock.GetUtcNow());
        await db.InTransactionAsync(async () =>
        {
            await ConnectionRules.RequireRoomAsync(db, ct);
            db.Connections.Add(connection);
            return await db.SaveChangesAsync(ct);
        }, ct);
        return TypedResults.Created($"/v1/connections/{connection.Id}", connection.ToWire(provider, []));
    }
}
