using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Access;

/// <summary>Revokes a key: at once on this node, within five seconds on all others.</summary>
static class RevokeKey
{
    public static async Task<NoContent> Handle(Guid id, ToombosDb db, CredentialCache cache, CancellationToken ct)
    {
        var key = await db.ApiKeys.FirstOrDefaultAsync(k => k.Id == id, ct) ?? throw Missing.Of("key");
        db.ApiKeys.Remove(key);
        await db.SaveChangesAsync(ct);
        cache.Forget();
        return TypedResults.NoContent();
    }
}
