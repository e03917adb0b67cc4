using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Toombos.Client.Accounts;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Passkeys;

/// <summary>Renames one of one's own passkeys, so that they can be told apart.</summary>
static class RenamePasskey
{
    public static async Task<Ok<Passkey>> Handle(string id, RenamePasskeyRequest request, PasskeyRules rules, UserManager<Person> people)
    {
        var (person, passkey) = await rules.FindAsync(id);
        passkey.Name = request.Name.Trim();
        await people.AddOrUpdatePasskeyAsync(person, passkey);
        return TypedResults.Ok(PasskeyRules.ToWire(passkey));
    }
}
