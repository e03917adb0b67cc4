using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Toombos.Server.Features.Access;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Passkeys;

/// <summary>Removes one of one's own passkeys; it opens nothing from then on.</summary>
static class RemovePasskey
{
    public static async Task<NoContent> Handle(string id, PasskeyRules rules, UserManager<Person> people, SessionDesk desk)
    {
        var (person, passkey) = await rules.FindAsync(id);
        desk.Note(person.Id, "passkey-removed");
        await people.RemovePasskeyAsync(person, passkey.CredentialId);
        return TypedResults.NoContent();
    }
}
