using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Accounts;
using Toombos.Server.Features.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Accounts;

/// <summary>Changes one's own password. Who has none yet, because they came by link or single sign-on, needs a recent sign-in instead of the old one.</summary>
static class ChangePassword
{
    public static async Task<NoContent> Handle(
        ChangePasswordRequest request, ToombosDb db, AccountDesk desk, SessionDesk sessions, AccountLetters letters, PasswordHashing hashing, Guarded guarded, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        var me = await desk.MeAsync(ct);
        if (me.PasswordHash is null)
        {
            if (!(tenant.Caller.AuthenticatedAt > clock.GetUtcNow() - Admission.Recent))
                throw new DomainRuleException("session.stale", "Sign in again first; then you can choose a password.", StatusCodes.Status403Forbidden);
        }
        else if (await guarded.TryAsync(me.Id.ToString(), async () => await hashing.IsRightAsync(me, request.CurrentPassword ?? "", ct) ? me : null, ct) is null)
        {
            sessions.Note(me.Id, "sign-in-refused");
            await db.SaveChangesAsync(ct);
            throw new FieldException("currentPassword", "This is not your current password.");
        }
        await desk.SetPasswordAsync("newPassword", me, request.NewPassword, ct);
        sessions.Note(me.Id, "password-changed");
        await desk.SaveAsync(me);
        await desk.EndSessionsAsync(me.Id, tenant.Caller.SessionId, ct);
        letters.PasswordChanged(me);
        return TypedResults.NoContent();
    }
}
