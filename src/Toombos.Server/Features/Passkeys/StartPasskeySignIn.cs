using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Toombos.Client.Accounts;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Passkeys;

/// <summary>What the browser needs to find a passkey for this server. Nobody says who they are, so nothing about anybody is told.</summary>
static class StartPasskeySignIn
{
    public static async Task<Ok<PasskeyChallenge>> Handle(IPasskeyHandler<Person> passkeys, SealedState states, HttpContext context)
    {
        var made = await passkeys.MakeRequestOptionsAsync(null, context);
        return TypedResults.Ok(new PasskeyChallenge(made.RequestOptionsJson, states.Seal(PasskeyRules.SignInState, PasskeyRules.StateLife, made.AssertionState!)));
    }
}
