using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Connections;
using Toombos.Connectors.Accounts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Wire = Toombos.Client.Connections.ConnectionProvider;

namespace Toombos.Server.Features.Connections;

/// <summary>The services that accounts can be connected at, and whether a program is registered there.</summary>
static class ListProviders
{
    public static async Task<Ok<IReadOnlyList<Wire>>> Handle(ToombosDb db, ProviderDirectory providers, PublicAddress address, CancellationToken ct)
    {
        var own = await db.ProviderApps.AsNoTracking().ToDictionaryAsync(a => a.Provider, ct);
        return TypedResults.Ok<IReadOnlyList<Wire>>([.. providers.All.Select(p => Of(p, own.GetValueOrDefault(p.Provider), providers, address))]);
    }

    public static Wire Of(AccountProvider provider, ProviderApp? own, ProviderDirectory providers, PublicAddress address)
    {
        var consent = provider.Way == AccountWay.Consent;
        return new()
        {
            Provider = provider.Provider, Name = provider.Name, Purpose = provider.Purpose, Way = (ConnectionWay)provider.Way, Serves = provider.Serves, Paste = provider.Paste, Host = provider.OwnHost ? provider.Host : null, Docs = provider.Docs, CheckedOn = provider.CheckedOn,
            Scopes = [.. provider.Scopes.Select(s => new ProviderScope(s.Scope, s.Means))], RedirectAddress = consent ? address.Of(ConnectionRules.ReturnPath) : null,
            Ready = !consent || own is not null || providers.OperatorsApp(provider.Provider) is not null, ClientId = own?.ClientId, OperatorsApp = consent && providers.OperatorsApp(provider.Provider) is not null,
        };
    }
}
