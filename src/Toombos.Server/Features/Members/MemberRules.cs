using Microsoft.EntityFrameworkCore;
using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Members;

/// <summary>Who may do what to whom: nobody reaches above their own role, and a workspace is never without an owner.</summary>
static class MemberRules
{
    /// <summary>Refuses to give or to touch a role above the caller's. A key counts as an admin: that is the most it can stand for.</summary>
    public static void RequireReach(Tenant tenant, WorkspaceRole role)
    {
        var own = tenant.Caller.Role ?? WorkspaceRole.Admin;
        if (role > own)
            throw new DomainRuleException("member.above-you", $"Only someone with the role {Word(role)} or above can do this. Yours is {Word(own)}.", StatusCodes.Status403Forbidden);
    }

    /// <summary>Saves, unless it leaves the workspace without an owner. Looks and writes in one transaction, for two owners may leave at the same moment.</summary>
    public static async Task SaveKeepingAnOwnerAsync(this ToombosDb db, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        if (!await db.Members.AnyAsync(m => m.Role == WorkspaceRole.Owner, ct))
            throw new DomainRuleException("member.last-owner", "A workspace needs an owner. Hand it over to another member first, or delete it.");
    }

    static string Word(WorkspaceRole role) => role.ToString().ToLowerInvariant();
}
