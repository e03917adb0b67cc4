using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Access;
using Toombos.Client.Members;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Members.Member;

namespace Toombos.Server.Features.Members;

/// <summary>Hands the workspace over: the member becomes owner, the caller admin, both or neither.</summary>
static class TransferOwnership
{
    public static async Task<Ok<Wire>> Handle(TransferOwnershipRequest request, ToombosDb db, Tenant tenant, CredentialCache cache, CancellationToken ct)
    {
        var you = tenant.Caller.PersonId;
        var next = await db.Members.FirstOrDefaultAsync(m => m.Id == request.MemberId, ct) ?? throw Missing.Of("member");
        var own = await db.Members.FirstOrDefaultAsync(m => m.PersonId == you, ct) ?? throw Missing.Of("member");
        if (next.Id == own.Id) throw new FieldException("memberId", "The workspace is yours already. Choose another member.");
        (next.Role, own.Role) = (WorkspaceRole.Owner, WorkspaceRole.Admin);
        next.Version++;
        own.Version++;
        await db.SaveChangesAsync(ct);
        cache.Forget();
        return TypedResults.Ok(await ListMembers.Query(db, tenant).FirstAsync(m => m.Id == next.Id, ct));
    }
}
