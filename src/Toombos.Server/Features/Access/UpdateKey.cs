using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Access;

/// <summary>Changes a key's name and the networks it may be used from. Scopes never change: what a key can do is known when it is made.</summary>
static class UpdateKey
{
    public static async Task<Ok<Client.Access.ApiKey>> Handle(Guid id, UpdateApiKeyRequest request, ToombosDb db, CredentialCache cache, CancellationToken ct)
    {
        var key = await db.ApiKeys.FirstOrDefaultAsync(k => k.Id == id, ct) ?? throw Missing.Of("key");
        AddKey.CheckNetworks(request.Networks);
        (key.Name, key.Networks) = (request.Name.Trim(), request.Networks);
        await db.SaveChangesAsync(ct);
        cache.Forget();
        return TypedResults.Ok(key.ToWire());
    }
}
