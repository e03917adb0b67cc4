using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Toombos.Client.Accounts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Accounts;

/// <summary>Changes one's own name.</summary>
static class UpdateMe
{
    public static async Task<Ok<Me>> Handle(UpdateMeRequest request, AccountDesk desk, ToombosDb db, UserManager<Person> users, CredentialCache cache, Tenant tenant, CancellationToken ct)
    {
        var me = await desk.MeAsync(ct);
        me.Name = request.Name.Trim() is { Length: > 0 } name ? name : throw new FieldException("name", "Say what people shall call you.");
        await desk.SaveAsync(me);
        cache.Forget();
        return TypedResults.Ok(await GetMe.ShowAsync(me, db, users, tenant, ct));
    }
}
