using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Accounts;
using Toombos.Client.Members;
using Toombos.Server.Features.Access;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using Invitation = Toombos.Server.Platform.Identity.Invitation;
using Session = Toombos.Client.Access.Session;

namespace Toombos.Server.Features.Members;

/// <summary>Shows an invitation to whoever holds its token, and lets the person with that address in.</summary>
static class AcceptInvitation
{
    public static async Task<Ok<InvitationDetails>> Look(MailTokenRequest request, ToombosDb db, TimeProvider clock, CancellationToken ct)
    {
        var invitation = await FindAsync(request.Token, db, clock, ct);
        var name = await db.Workspaces.Where(w => w.Id == invitation.WorkspaceId).Select(w => w.Name).FirstAsync(ct);
        return TypedResults.Ok(new InvitationDetails(name, invitation.Email, invitation.Role, invitation.InvitedBy, invitation.ExpiresAt));
    }

    public static async Task<Ok<Session>> Handle(MailTokenRequest request, ToombosDb db, Tenant tenant, SessionDesk sessions, CredentialCache cache, TimeProvider clock, CancellationToken ct)
    {
        var (found, caller) = (await FindAsync(request.Token, db, clock, ct), tenant.Caller);
        var me = await db.People.AsNoTracking().FirstAsync(p => p.Id == caller.PersonId, ct);
        if (me.NormalizedEmail != found.Email || !me.EmailConfirmed)
            throw new DomainRuleException("invitation.other-address", "This invitation is for another address than yours. Sign in with that one, or ask to be invited with yours.", StatusCodes.Status403Forbidden);

        tenant.Enter(found.WorkspaceId, caller with { WorkspaceId = found.WorkspaceId });
        var invitation = await db.Invitations.FirstOrDefaultAsync(i => i.Id == found.Id, ct) ?? throw Invalid();
        db.Invitations.Remove(invitation);
        if (!await db.Members.AnyAsync(m => m.PersonId == me.Id, ct))
            db.Members.Add(new() { PersonId = me.Id, Role = invitation.Role, JoinedAt = clock.GetUtcNow() });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            throw Invalid(); // accepted or taken back at the same moment
        }
        cache.Forget();
        return TypedResults.Ok(await sessions.SwitchAsync(caller.SessionId!.Value, found.WorkspaceId, ct));
    }

    static async Task<Invitation> FindAsync(string token, ToombosDb db, TimeProvider clock, CancellationToken ct)
    {
        var (hash, now) = (Secret.HashOf(token), clock.GetUtcNow());
        return await db.Invitations.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking().FirstOrDefaultAsync(i => i.Hash == hash && i.ExpiresAt > now, ct) ?? throw Invalid();
    }

    static DomainRuleException Invalid() =>
        new("token.invalid", "This invitation is unknown, used, taken back or expired. Ask for a new one.", StatusCodes.Status400BadRequest);
}
