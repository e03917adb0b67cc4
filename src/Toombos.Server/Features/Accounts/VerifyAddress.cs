using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Access;
using Toombos.Client.Accounts;
using Toombos.Server.Features.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Session = Toombos.Client.Access.Session;

namespace Toombos.Server.Features.Accounts;

/// <summary>
/// Verifies an address and signs in. The password is asked for again, so that nobody can sign up with another's address, wait for them to
/// press the button in the mail, and own the account with them.
/// </summary>
static class VerifyAddress
{
    public static async Task<Ok<Session>> Handle(VerifyAddressRequest request, ToombosDb db, KeyRing keys, AccountDesk desk, SessionDesk sessions, PasswordHashing hashing, Guarded guarded, CancellationToken ct)
    {
        var token = await keys.FindAsync(request.Token, TokenPurpose.VerifyAddress, ct) ?? throw AccountDesk.InvalidToken();
        var person = await db.People.FirstAsync(p => p.Id == token.PersonId, ct);
        if (await guarded.TryAsync(person.Email!, async () => await hashing.IsRightAsync(person, request.Password, ct) ? person : null, ct) is null) throw AccountDesk.Refused();
        if (await keys.TryRedeemAsync(request.Token, TokenPurpose.VerifyAddress, ct) is null) throw AccountDesk.InvalidToken();
        person.EmailConfirmed = true;
        sessions.Note(person.Id, "address-verified");
        await desk.SaveAsync(person);
        return TypedResults.Ok(await sessions.OpenAsync(person, request.Kind, ["password"], null, ct));
    }
}
