using System.Linq.Expressions;
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
    public Task TellAsync(Connection ended, CancellationToken ct) =>
        TellAsync(new(ended.WorkspaceId, ended.Provider, ended.AccountId, ended.ClientId, ended.SealedRefresh ?? ended.SealedAccess), c => c.Id != ended.Id, ct);

    /// <summary>All of the entered workspace, which goes. Told before they are removed: telling twice is harmless, never is not.</summary>
    public async Task TellAllAsync(CancellationToken ct)
    {
        // Only what is needed is read: a row that can't be read as a whole must not keep a workspace from going.
        var all = await db.Connections.Select(c => new Ended(c.WorkspaceId, c.Provider, c.AccountId, c.ClientId, c.SealedRefresh ?? c.SealedAccess)).ToListAsync(ct);
        foreach (var ended in all.DistinctBy(e => (e.Provider, e.AccountId, e.ClientId))) await TellAsync(ended, c => c.WorkspaceId != ended.WorkspaceId, ct);
    }

    async Task TellAsync(Ended ended, Expression<Func<Connection, bool>> other, CancellationToken ct)
    {
        if (!outbound.IsOpen || providers.Find(ended.Provider) is not { Way: AccountWay.Consent, RevokeAddress: not null } provider) return;
        if (await db.Connections.IgnoreQueryFilters([ToombosDb.TenantFilter]).Where(other).AnyAsync(c => c.Provider == ended.Provider && c.AccountId == ended.AccountId && c.ClientId == ended.ClientId, ct)) return;
        if (ended.Sealed is not { } kept || box.TryUnprotect(Connection.SecretPurpose, kept) is not { } token) return;
        if (await providers.AppAsync(ended.Provider, ended.ClientId, ct) is { } app) await calls.RevokeAsync(provider, app, token, ct);
    }

    /// <param name="Sealed">The token by which the service knows the consent.</param>
    sealed record Ended(Guid WorkspaceId, string Provider, string? AccountId, string? ClientId, string? Sealed);
}
