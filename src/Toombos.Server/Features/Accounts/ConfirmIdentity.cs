using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Accounts;
using Toombos.Server.Features.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Accounts;

/// <summary>Shows that it is still the same person; the session counts as recently signed in from then on. Those with a second factor must use it.</summary>
static class ConfirmIdentity
{
    public static async Task<NoContent> Handle(
        ConfirmIdentityRequest request, ToombosDb db, AccountDesk desk, SessionDesk sessions, SecondFactors factors, PasswordHashing hashing, Guarded guarded, CredentialCache cache, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        var me = await desk.MeAsync(ct);
        if (me.TwoFactorEnabled)
        {
            if (request.Code is null) throw new FieldException("code", "Type the code that your authenticator app shows.");
            await factors.CheckAsync(me, request.Code, ct);
        }
        else if (me.PasswordHash is null)
        {
            throw new DomainRuleException("session.sign-in-again", "Your account has neither password nor authenticator app. Sign out and in again, then repeat this.", StatusCodes.Status403Forbidden);
        }
        else if (await guarded.TryAsync(me.Id.ToString(), async () => await hashing.IsRightAsync(me, request.Password ?? "", ct) ? me : null, ct) is null)
        {
            sessions.Note(me.Id, "sign-in-refused");
            await db.SaveChangesAsync(ct);
            throw new DomainRuleException("sign-in.refused", "This is not your password.", StatusCodes.Status401Unauthorized);
        }
        var (session, now) = (tenant.Caller.SessionId, clock.GetUtcNow());
        await db.Sessions.Where(s => s.Id == session).ExecuteUpdateAsync(set => set.SetProperty(s => s.AuthenticatedAt, now), ct);
        cache.Forget();
        return TypedResults.NoContent();
    }
}
