using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Access;

/// <summary>Makes a key that can do at most what its maker can.</summary>
static class AddKey
{
    public static async Task<Created<NewApiKey>> Handle(AddApiKeyRequest request, ToombosDb db, KeyRing ring, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        if (request.Scopes.Except(KeyRing.Grantable).FirstOrDefault() is { } unknown)
            throw new FieldException("scopes", $"A key can't have the scope '{unknown}'. It can have: {string.Join(", ", KeyRing.Grantable)}.");
        if (request.Scopes.Except(tenant.Caller.Scopes).FirstOrDefault() is { } more)
            throw new DomainRuleException("key.too-much", $"You lack the scope {more} yourself, so you can't give it to a key.", StatusCodes.Status403Forbidden);
        if (request.ExpiresAt <= clock.GetUtcNow()) throw new FieldException("expiresAt", "This is in the past. Choose a later time, or leave it out.");
        CheckNetworks(request.Networks);
        if (tenant.Caller.Test && request.Mode == ApiKeyMode.Live)
            throw new DomainRuleException("key.too-much", "A test key can make test keys only.", StatusCodes.Status403Forbidden);

        var (key, secret) = ring.AddKey(request);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/v1/api-keys/{key.Id}", new NewApiKey(key.ToWire(), secret));
    }

    public static void CheckNetworks(IReadOnlyList<string> networks)
    {
        if (networks.FirstOrDefault(n => !IPNetwork.TryParse(n, out _)) is { } wrong)
            throw new FieldException("networks", $"'{wrong}' is no network. Write it like 203.0.113.0/24 or 2001:db8::/32, with nothing set behind the prefix.");
    }
}
