using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Toombos.Client.Accounts;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Passkeys;

/// <summary>What the browser needs to make a passkey for the signed-in person.</summary>
static class StartPasskey
{
    public static async Task<Ok<PasskeyChallenge>> Handle(PasskeyRules rules, IPasskeyHandler<Person> passkeys, SealedState states, HttpContext context)
    {
        var person = await rules.PersonAsync();
        await rules.CheckRoomAsync(person);
        var made = await passkeys.MakeCreationOptionsAsync(new() { Id = person.Id.ToString(), Name = person.Email!, DisplayName = person.Name }, context);
        return TypedResults.Ok(new PasskeyChallenge(made.CreationOptionsJson, states.Seal(PasskeyRules.MakingState, PasskeyRules.StateLife, made.AttestationState!)));
    }
}
