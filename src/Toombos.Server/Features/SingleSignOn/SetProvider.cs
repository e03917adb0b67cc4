using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Access;
using Toombos.Client.Accounts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Accounts.SsoProvider;

namespace Toombos.Server.Features.SingleSignOn;

/// <summary>Sets the workspace's provider up, once it is seen to be one. Domains that stay keep their proof; new ones have to be proven.</summary>
static class SetProvider
{
    public static async Task<Ok<Wire>> Handle(
        SetSsoProviderRequest request, ToombosDb db, Tenant tenant, IssuerDirectory issuers, SecretBox box, PublicAddress address, TimeProvider clock, CancellationToken ct)
    {
        CheckRole(request.DefaultRole, tenant.Caller.Role);
        var wanted = request.Domains.Select(Normalise).ToHashSet(StringComparer.Ordinal);
        var provider = await db.SsoProviders.FirstOrDefaultAsync(ct);
        var issuer = (await CheckAsync(issuers, request.Issuer.Trim(), ct)).Configuration.Issuer;
        // The kept secret belongs to the client and issuer that it was given for; it must not be sent to another address.
        if (provider is { SealedSecret: not null } && request.ClientSecret is null && (provider.Issuer != issuer || provider.ClientId != request.ClientId.Trim()))
            throw new FieldException("clientSecret", "Enter the client secret again, because issuer or client id have changed. Leave it empty if the client has none.");

        provider ??= db.SsoProviders.Add(new() { Issuer = issuer, ClientId = "", DefaultRole = request.DefaultRole, CreatedAt = clock.GetUtcNow(), Version = 0 }).Entity;
        (provider.Issuer, provider.ClientId, provider.DefaultRole, provider.Required) = (issuer, request.ClientId.Trim(), request.DefaultRole, request.Required);
        if (request.ClientSecret is { } secret) provider.SealedSecret = secret.Length == 0 ? null : box.Protect(SsoProvider.SecretPurpose, secret);
        provider.Version++;

        var domains = await db.SsoDomains.ToListAsync(ct);
        db.SsoDomains.RemoveRange(domains.Where(d => !wanted.Contains(d.Domain)));
        domains.RemoveAll(d => !wanted.Contains(d.Domain));
        foreach (var added in wanted.Except(domains.Select(d => d.Domain)).Order(StringComparer.Ordinal))
        {
            domains.Add(db.SsoDomains.Add(new() { Domain = added }).Entity);
        }
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) // somebody else set it up in this very moment
        {
            throw new DomainRuleException("changed", "Somebody else changed this in the meantime. Fetch it again and repeat your change.");
        }
        return TypedResults.Ok(provider.ToWire(domains, address));
    }

    /// <summary>Whoever joins by single sign-on is chosen by the provider's administrators, so it takes an owner to let them become more than editors.</summary>
    static void CheckRole(WorkspaceRole role, WorkspaceRole? callers)
    {
        if (role == WorkspaceRole.Owner) throw new FieldException("defaultRole", "Nobody becomes an owner by signing in. Choose another role.");
        if (role == WorkspaceRole.Admin && callers != WorkspaceRole.Owner)
            throw new DomainRuleException("member.above-you", "Only an owner can let people become admins by signing in. Choose editor or less.", StatusCodes.Status403Forbidden);
    }

    static string Normalise(string text) =>
        AddressNormalizer.TryNormalize($"a@{text.Trim().TrimStart('@')}", out var address) && address[2..] is var domain && domain.Contains('.', StringComparison.Ordinal)
            ? domain : throw new FieldException("domains", $"'{text}' is no mail domain. Write it like example.com.");

    static async Task<Issuer> CheckAsync(IssuerDirectory issuers, string issuer, CancellationToken ct)
    {
        try
        {
            return await issuers.ReadAsync(issuer, ct);
        }
        catch (IssuerException failure)
        {
            throw new FieldException("issuer", $"This provider can't be used. {failure.Message}");
        }
    }
}
