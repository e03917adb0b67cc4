using Microsoft.EntityFrameworkCore;
using Toombos.Connectors.Accounts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Connections;

/// <summary>Tells services that a consent is over, so that the tokens that were kept open nothing any more. Where a service can't be told they are forgotten all the same.</summary>
public sealed class EndedConsent(ToombosDb db, ProviderDirectory providers, AccountCalls calls, SecretBox box, Outbound outbound)
{
    /// <summary>The refresh token stands for the consent, and takes the access token with it. Another connection to the same account, in whatever workspace, keeps it alive.</summary>
    public async Task TellAsync(Connection ended, CancellationToken ct)
    {
        if (!outbound.IsOpen || providers.Find(ended.Provider) is not { Way: AccountWay.Consent, RevokeAddress: not null } provider) return;
        if (await db.Connections.IgnoreQueryFilters([ToombosDb.TenantFilter]).AnyAsync(c => c.Id != ended.Id && c.Provider == ended.Provider && c.AccountId == ended.AccountId && c.ClientId == ended.ClientId, ct)) return;
        if ((ended.SealedRefresh ?? ended.SealedAccess) is not { } kept || box.TryUnprotect(Connection.SecretPurpose, kept) is not { } token) return;
        if (await providers.AppAsync(ended.Provider, ended.ClientId, ct) is { } app) await calls.RevokeAsync(provider, app, token, ct);
    }

    /// <summary>All of the entered workspace, which goes. Told before it is removed: telling twice is harmless, never is not.</summary>
    public async Task TellAllAsync(CancellationToken ct)
    {
        foreach (var ended in await db.Connections.AsNoTracking().ToListAsync(ct))
        {
            await TellAsync(ended, ct);
            await db.Connections.Where(c => c.Id == ended.Id).ExecuteDeleteAsync(ct);
        }
    }
}
