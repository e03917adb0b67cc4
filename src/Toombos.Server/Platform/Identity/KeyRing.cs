using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Identity;

/// <summary>Makes and trades the secrets that open a workspace. Secrets are returned once and never stored.</summary>
public sealed class KeyRing(ToombosDb db, Tenant tenant, TimeProvider clock)
{
    public static readonly TimeSpan SessionLength = TimeSpan.FromHours(12);
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(1);

    /// <summary>Adds a key to the workspace that has been entered; the caller saves.</summary>
    public string AddKey(string name, ApiKeyPurpose purpose = ApiKeyPurpose.Integration, DateTimeOffset? expiresAt = null)
    {
        var secret = ApiKey.NewSecret();
        db.ApiKeys.Add(new() { Name = name, Purpose = purpose, Hash = ApiKey.HashOf(secret), CreatedAt = clock.GetUtcNow(), ExpiresAt = expiresAt });
        return secret;
    }

    /// <summary>Adds a sign-in link to the workspace that has been entered; the caller saves.</summary>
    /// <returns>The token that goes into the link.</returns>
    public string AddSignInLink()
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        db.SignInLinks.Add(new() { Hash = ApiKey.HashOf(token), ExpiresAt = clock.GetUtcNow() + LinkLifetime });
        return token;
    }

    /// <summary>Uses a link up, whichever of several attempts comes first, and enters its workspace. False when it is unknown, used or expired.</summary>
    public async Task<bool> TryRedeemAsync(string token, CancellationToken ct)
    {
        var (hash, now) = (ApiKey.HashOf(token), clock.GetUtcNow());
        var link = await db.SignInLinks.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking().FirstOrDefaultAsync(l => l.Hash == hash, ct);
        if (link is null) return false;
        tenant.Enter(link.WorkspaceId, "owner");
        return await db.SignInLinks.Where(l => l.Id == link.Id && l.UsedAt == null && l.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), ct) == 1;
    }
}
