using System.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Members;

/// <summary>Removes a member, or leaves. Their sessions stop working in the workspace at once: membership is looked up with every credential.</summary>
static class RemoveMember
{
    public static async Task<NoContent> Handle(Guid id, ToombosDb db, Tenant tenant, CredentialCache cache, CancellationToken ct)
    {
        await RemoveAsync(db, () => db.Members.FirstOrDefaultAsync(m => m.Id == id, ct), member => MemberRules.RequireReach(tenant, member.Role), cache, ct);
        return TypedResults.NoContent();
    }

    public static async Task<NoContent> Leave(ToombosDb db, Tenant tenant, CredentialCache cache, CancellationToken ct)
    {
        var you = tenant.Caller.PersonId;
        await RemoveAsync(db, () => db.Members.FirstOrDefaultAsync(m => m.PersonId == you, ct), _ => { }, cache, ct);
        return TypedResults.NoContent();
    }

    static async Task RemoveAsync(ToombosDb db, Func<Task<Member?>> find, Action<Member> check, CredentialCache cache, CancellationToken ct)
    {
        await db.InTransactionAsync(async () =>
        {
            var member = await find() ?? throw Missing.Of("member");
            check(member);
            db.Members.Remove(member);
            await db.SaveKeepingAnOwnerAsync(ct);
            // Their sessions that worked here work nowhere until they choose.
            await db.Sessions.Where(s => s.PersonId == member.PersonId && s.WorkspaceId == member.WorkspaceId).ExecuteUpdateAsync(set => set.SetProperty(s => s.WorkspaceId, (Guid?)null), ct);
            return true;
        }, ct, IsolationLevel.Serializable);
        cache.Forget();
    }
}
