using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Access;

/// <summary>Gives a key a new secret. The secret before works on for the overlap, so that programs can be changed one by one.</summary>
static class RotateKey
{
    public static async Task<Ok<NewApiKey>> Handle(Guid id, RotateApiKeyRequest request, ToombosDb db, CredentialCache cache, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        var key = await db.ApiKeys.FirstOrDefaultAsync(k => k.Id == id, ct) ?? throw Missing.Of("key");
        if (key.Scopes.Except(tenant.Caller.Scopes).FirstOrDefault() is { } more)
            throw new DomainRuleException("key.too-much", $"This key has the scope {more}, which you lack yourself.", StatusCodes.Status403Forbidden);
        if (tenant.Caller.Test && key.Mode == ApiKeyMode.Live)
            throw new DomainRuleException("key.too-much", "A test key can rotate test keys only.", StatusCodes.Status403Forbidden);
        var secret = key.Rotate(request.OverlapHours == 0 ? null : clock.GetUtcNow().AddHours(request.OverlapHours));
        await db.SaveChangesAsync(ct);
        cache.Forget();
        return TypedResults.Ok(new NewApiKey(key.ToWire(), secret));
    }
}
