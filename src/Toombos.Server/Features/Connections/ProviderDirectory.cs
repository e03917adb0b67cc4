using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Toombos.Connectors.Accounts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Secrets;

namespace Toombos.Server.Features.Connections;

/// <summary>The services as this server uses them, and the program that is registered there: the workspace's own, else the operator's.</summary>
public sealed class ProviderDirectory(ToombosDb db, SecretBox box, IOptions<ConnectionsOptions> options)
{
    public IEnumerable<AccountProvider> All => AccountProviders.All.Select(Adapt);

    /// <exception cref="DomainRuleException"><c>connection-provider.not-found</c>.</exception>
    public AccountProvider Get(string provider) => Find(provider) ?? throw Missing.Of("connection provider");

    public AccountProvider? Find(string provider) => AccountProviders.Find(provider) is { } found ? Adapt(found) : null;

    public AccountApp? OperatorsApp(string provider) =>
        options.Value.Providers.TryGetValue(provider, out var of) && of.ClientId is { Length: > 0 } id ? new(id, of.ClientSecret is { Length: > 0 } secret ? secret : null) : null;

    /// <summary>The program to ask with; null when there is none.</summary>
    /// <param name="clientId">The program that it must be; null for the one in use now.</param>
    public async Task<AccountApp?> AppAsync(string provider, string? clientId, CancellationToken ct)
    {
        var own = await db.ProviderApps.AsNoTracking().FirstOrDefaultAsync(a => a.Provider == provider && (clientId == null || a.ClientId == clientId), ct);
        if (own is null) return OperatorsApp(provider) is { } app && (clientId is null || app.ClientId == clientId) ? app : null;
        return new(own.ClientId, own.SealedSecret is not { } kept ? null : box.TryUnprotect(ProviderApp.SecretPurpose, kept)
            ?? throw new DomainRuleException("connection-provider.secret-lost", "The stored client secret can't be opened, because the server's keys have changed. Enter it again."));
    }

    AccountProvider Adapt(AccountProvider provider) => !options.Value.Providers.TryGetValue(provider.Provider, out var of) ? provider : provider with
    {
        AuthorizeAddress = of.AuthorizeAddress ?? provider.AuthorizeAddress, TokenAddress = of.TokenAddress ?? provider.TokenAddress, RevokeAddress = of.RevokeAddress ?? provider.RevokeAddress,
        Exchange = provider.Exchange is { } exchange ? exchange with { Address = of.ExchangeAddress ?? exchange.Address, RenewAddress = exchange.RenewAddress is null ? null : of.RenewAddress ?? exchange.RenewAddress } : null,
        Who = of.WhoAddress is { } who ? provider.Who with { Address = who } : provider.Who,
    };
}
