using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Toombos.Client.Accounts;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Passkeys;

/// <summary>One's own passkeys.</summary>
static class ListPasskeys
{
    public static async Task<Ok<IReadOnlyList<Passkey>>> Handle(PasskeyRules rules, UserManager<Person> people) =>
        TypedResults.Ok<IReadOnlyList<Passkey>>([.. (await people.GetPasskeysAsync(await rules.PersonAsync())).OrderBy(p => p.CreatedAt).Select(PasskeyRules.ToWire)]);
}
