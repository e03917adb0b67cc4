using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Accounts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Accounts;

/// <summary>Sends a mail again or for the first time. The answer never tells whether there was one to send.</summary>
static class SendMail
{
    public static async Task<Accepted> Verification(MailRequest request, ToombosDb db, AccountDesk desk, AccountLetters letters, KeyRing keys, CancellationToken ct)
    {
        var address = AccountDesk.AddressOf("email", request.Email);
        if (await desk.FindAsync(address, ct) is { EmailConfirmed: false } person)
        {
            await keys.VoidAsync(person.Id, TokenPurpose.VerifyAddress, ct);
            var token = keys.AddToken(person.Id, TokenPurpose.VerifyAddress, TimeSpan.FromDays(1), address);
            await db.SaveChangesAsync(ct);
            letters.Verify(person, token);
        }
        return TypedResults.Accepted((string?)null);
    }

    public static async Task<Accepted> Reset(MailRequest request, ToombosDb db, AccountDesk desk, AccountLetters letters, KeyRing keys, CancellationToken ct)
    {
        var address = AccountDesk.AddressOf("email", request.Email);
        if (await desk.FindAsync(address, ct) is { } person)
        {
            await keys.VoidAsync(person.Id, TokenPurpose.ResetPassword, ct);
            var token = keys.AddToken(person.Id, TokenPurpose.ResetPassword, TimeSpan.FromHours(1), address);
            await db.SaveChangesAsync(ct);
            letters.Reset(person, token);
        }
        else letters.NobodyThere(address);
        return TypedResults.Accepted((string?)null);
    }
}
