using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Accounts;
using Toombos.Server.Features.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Accounts;

/// <summary>Sets a new password with the token of a reset mail, which proves the address too. Every session ends; a second factor stays and is asked for as ever.</summary>
static class ResetPassword
{
    public static async Task<NoContent> Handle(ResetPasswordRequest request, ToombosDb db, KeyRing keys, AccountDesk desk, SessionDesk sessions, AccountLetters letters, CancellationToken ct)
    {
        var token = await keys.FindAsync(request.Token, TokenPurpose.ResetPassword, ct) ?? throw AccountDesk.InvalidToken();
        var person = await db.People.FirstAsync(p => p.Id == token.PersonId, ct);
        await desk.SetPasswordAsync("newPassword", person, request.NewPassword, ct);
        if (await keys.TryRedeemAsync(request.Token, TokenPurpose.ResetPassword, ct) is null) throw AccountDesk.InvalidToken();
        // The mail went to the address that the account had then.
        if (person.NormalizedEmail != token.Email) throw AccountDesk.InvalidToken();
        person.EmailConfirmed = true;
        sessions.Note(person.Id, "password-reset");
        await desk.SaveAsync(person);
        await desk.EndSessionsAsync(person.Id, null, ct);
        letters.PasswordChanged(person);
        return TypedResults.NoContent();
    }
}
