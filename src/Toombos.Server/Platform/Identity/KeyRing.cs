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

    /// <summary>Adds a one-time sign-in link for a person; the caller saves.</summary>
    /// <returns>The token that goes into the link.</returns>
    public string AddSignInLink(Guid personId)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        db.SignInLinks.Add(new() { PersonId = personId, Hash = Secret.HashOf(token), ExpiresAt = clock.GetUtcNow() + LinkLifetime });
        return token;
    }

    /// <summary>Uses a link up, whichever of several attempts comes first. Null when it is unknown, used or expired.</summary>
    public async Task<Person?> TryRedeemAsync(string token, CancellationToken ct)
    {
        var (hash, now) = (Secret.HashOf(token), clock.GetUtcNow());
        var link = await db.SignInLinks.AsNoTracking().FirstOrDefaultAsync(l => l.Hash == hash, ct);
        if (link is null) return null;
        var won = await db.SignInLinks.Where(l => l.Id == link.Id && l.UsedAt == null && l.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), ct) == 1;
        return won ? await db.People.FirstOrDefaultAsync(p => p.Id == link.PersonId, ct) : null;
    }
}
