using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Members;

/// <summary>Takes an invitation back; its link is void.</summary>
static class RevokeInvitation
{
    public static async Task<NoContent> Handle(Guid id, ToombosDb db, Tenant tenant, CancellationToken ct)
    {
        var invitation = await db.Invitations.FirstOrDefaultAsync(i => i.Id == id, ct) ?? throw Missing.Of("invitation");
        MemberRules.RequireReach(tenant, invitation.Role);
        db.Invitations.Remove(invitation);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
