using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Accounts.SsoProvider;

namespace Toombos.Server.Features.SingleSignOn;

/// <summary>The workspace's provider, without its secret.</summary>
static class GetProvider
{
    public static async Task<Ok<Wire>> Handle(ToombosDb db, PublicAddress address, CancellationToken ct)
    {
        var provider = await db.SsoProviders.AsNoTracking().FirstOrDefaultAsync(ct) ?? throw NotSetUp();
        return TypedResults.Ok(provider.ToWire(await db.SsoDomains.AsNoTracking().ToListAsync(ct), address));
    }

    public static DomainRuleException NotSetUp() =>
        new("sso.not-found", "Single sign-on is not set up for this workspace.", StatusCodes.Status404NotFound);
}
