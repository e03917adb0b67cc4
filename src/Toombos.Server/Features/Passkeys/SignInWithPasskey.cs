using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Toombos.Client.Accounts;
using Toombos.Server.Features.Access;
using Toombos.Server.Features.SingleSignOn;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Passkeys;

/// <summary>Signs in with a passkey: something one has, opened by something one knows or is. Whatever is wrong, the answer is the same.</summary>
static class SignInWithPasskey
{
    public static async Task<Ok<Client.Access.Session>> Handle(
        PasskeySignInRequest request, PasskeyRules rules, IPasskeyHandler<Person> passkeys, UserManager<Person> people, SealedState states, SsoRule rule, SessionDesk desk,
        HttpContext context, CancellationToken ct)
    {
        var state = await states.OpenOnceAsync(PasskeyRules.SignInState, request.State, ct) ?? throw Refused();
        var shown = await passkeys.PerformAssertionAsync(new() { HttpContext = context, CredentialJson = request.Credential, AssertionState = state });
        if (!shown.Succeeded)
        {
            rules.NoteRefusal(shown.Failure);
            throw Refused();
        }
        if (await rule.RefusesPasswordAsync(shown.User, ct)) throw SsoRule.Refused();
        // The counter goes up with each use; a copy of the key would be found out by an old one.
        var saved = await people.AddOrUpdatePasskeyAsync(shown.User, shown.Passkey);
        if (!saved.Succeeded) throw Refused();
        return TypedResults.Ok(await desk.OpenAsync(shown.User, request.Kind, ["passkey"], null, ct));
    }

    static DomainRuleException Refused() =>
        new("sign-in.refused", "This passkey does not open an account here, or the attempt took too long. Try again, or sign in another way.", StatusCodes.Status401Unauthorized);
}
