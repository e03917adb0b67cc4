using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Identity;

/// <summary>Makes and trades the secrets that open a workspace or an account. Secrets are returned once and never stored.</summary>
public sealed class KeyRing(ToombosDb db, Tenant tenant, TimeProvider clock)
{
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(1);

    /// <summary>Adds a key to the workspace that has been entered; the caller saves.</summary>
    /// <param name="scopes">All that a key can have when left out.</param>
    public string AddKey(string name, IReadOnlyList<string>? scopes = null, ApiKeyMode mode = ApiKeyMode.Live) => AddKey(new()
    {
        Name = name, Scopes = scopes ?? Grantable, Mode = mode,
    }).Secret;

    /// <summary>Adds a key to the workspace that has been entered; the caller saves.</summary>
    public (ApiKey Key, string Secret) AddKey(AddApiKeyRequest request)
    {
        var secret = Secret.New(ApiKey.PrefixOf(request.Mode));
        var key = new ApiKey
        {
            Name = request.Name.Trim(), Mode = request.Mode, Hash = Secret.HashOf(secret), Hint = ApiKey.HintOf(secret), Scopes = [.. request.Scopes.Distinct()],
            Networks = request.Networks, CreatedBy = tenant.Actor, CreatedAt = clock.GetUtcNow(), ExpiresAt = request.ExpiresAt,
        };
        db.ApiKeys.Add(key);
        return (key, secret);
    }

    /// <summary>What a key can have at most: everything but the decisions of an owner.</summary>
    public static IReadOnlyList<string> Grantable { get; } = [.. Scopes.All.Select(s => s.Scope).Where(s => s is not (Scopes.WorkspaceOwn or Scopes.SsoWrite))];

    /// <summary>Adds a one-time token for a person; the caller saves.</summary>
    /// <param name="email">The address that it is about.</param>
    /// <returns>The secret that goes into the link.</returns>
    public string AddToken(Guid personId, TokenPurpose purpose, TimeSpan life, string? email = null)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        db.OneTimeTokens.Add(new() { PersonId = personId, Purpose = purpose, Hash = Secret.HashOf(token), ExpiresAt = clock.GetUtcNow() + life, Email = email });
        return token;
    }

    public string AddSignInLink(Guid personId) => AddToken(personId, TokenPurpose.SignIn, LinkLifetime);

    /// <summary>The token if it is still good; it is not used up.</summary>
    public async Task<OneTimeToken?> FindAsync(string token, TokenPurpose purpose, CancellationToken ct)
    {
        var (hash, now) = (Secret.HashOf(token), clock.GetUtcNow());
        return await db.OneTimeTokens.AsNoTracking().FirstOrDefaultAsync(t => t.Hash == hash && t.Purpose == purpose && t.UsedAt == null && t.ExpiresAt > now, ct);
    }

    /// <summary>Uses a token up, whichever of several attempts comes first. Null when it is unknown, used, expired, or for something else.</summary>
    public async Task<OneTimeToken?> TryRedeemAsync(string token, TokenPurpose purpose, CancellationToken ct)
    {
        if (await FindAsync(token, purpose, ct) is not { } found) return null;
        var now = clock.GetUtcNow();
        return await db.OneTimeTokens.Where(t => t.Id == found.Id && t.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(t => t.UsedAt, now), ct) == 1 ? found : null;
    }

    /// <summary>Makes a person's unused tokens of a purpose void.</summary>
    public Task VoidAsync(Guid personId, TokenPurpose purpose, CancellationToken ct) =>
        db.OneTimeTokens.Where(t => t.PersonId == personId && t.Purpose == purpose && t.UsedAt == null).ExecuteDeleteAsync(ct);
}
