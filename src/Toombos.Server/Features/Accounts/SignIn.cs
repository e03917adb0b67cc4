using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Access;
using Toombos.Server.Features.Access;
using Toombos.Server.Features.SingleSignOn;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Accounts;

/// <summary>Signs in with address and password, or asks for the second factor. Whatever is wrong, the answer and the time it takes are the same.</summary>
static class SignIn
{
    public static async Task<Ok<SignInAnswer>> Handle(SignInRequest request, ToombosDb db, AccountDesk desk, SessionDesk sessions, SecondFactors factors, PasswordHashing hashing, Guarded guarded, SsoRule rule, CancellationToken ct)
    {
        var person = await guarded.TryAsync(request.Email, async () =>
        {
            var found = await desk.FindAsync(request.Email, ct);
            if (await hashing.IsRightAsync(found, request.Password, ct)) return found;
            if (found is not null)
            {
                sessions.Note(found.Id, "sign-in-refused");
                await db.SaveChangesAsync(ct);
            }
            return null;
        }, ct) ?? throw AccountDesk.Refused();
        if (!person.EmailConfirmed)
            throw new DomainRuleException("sign-in.unverified", "Confirm your address first: press the button in the mail that we sent, or ask for it again.", StatusCodes.Status403Forbidden);
        if (await rule.RefusesPasswordAsync(person, ct)) throw SsoRule.Refused();
        if (person.TwoFactorEnabled)
            return TypedResults.Ok(new SignInAnswer(null, factors.Challenge(person, request.Kind, request.WorkspaceId), await factors.OfAsync(person)));
        return TypedResults.Ok(new SignInAnswer(await sessions.OpenAsync(person, request.Kind, ["password"], request.WorkspaceId, ct), null, []));
    }
}
