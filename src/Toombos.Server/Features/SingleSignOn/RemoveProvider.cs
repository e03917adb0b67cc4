using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.SingleSignOn;

/// <summary>Takes the provider and its domains away; people sign in with what else they have, or reset their password.</summary>
static class RemoveProvider
{
    public static async Task<NoContent> Handle(ToombosDb db, CancellationToken ct)
    {
        var provider = await db.SsoProviders.FirstOrDefaultAsync(ct) ?? throw GetProvider.NotSetUp();
        db.SsoProviders.Remove(provider);
        db.SsoDomains.RemoveRange(await db.SsoDomains.ToListAsync(ct));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
