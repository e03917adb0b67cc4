using System.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Members;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Members.Member;

namespace Toombos.Server.Features.Members;

/// <summary>Changes a member's role; it counts from the member's next request on.</summary>
static class ChangeRole
{
    public static async Task<Ok<Wire>> Handle(Guid id, ChangeRoleRequest request, ToombosDb db, Tenant tenant, CredentialCache cache, CancellationToken ct)
    {
        await db.InTransactionAsync(async () =>
        {
            var member = await db.Members.FirstOrDefaultAsync(m => m.Id == id, ct) ?? throw Missing.Of("member");
            MemberRules.RequireReach(tenant, member.Role);
            MemberRules.RequireReach(tenant, request.Role);
            member.Role = request.Role;
            member.Version++;
            await db.SaveKeepingAnOwnerAsync(ct);
            return true;
        }, ct, IsolationLevel.Serializable);
        cache.Forget();
        return TypedResults.Ok(await ListMembers.Query(db, tenant).FirstAsync(m => m.Id == id, ct));
    }
}
