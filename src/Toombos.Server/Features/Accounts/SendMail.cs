using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Accounts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Accounts;

/// <summary>Sends a mail again or for the first time. The answer never tells whether there was one to send.</summary>
static class SendMail
{
    static readonly TimeSpan VerificationLife = TimeSpan.FromDays(1), ResetLife = TimeSpan.FromHours(1);

    public static async Task<Accepted> Verification(MailRequest request, ToombosDb db, AccountDesk desk, AccountLetters letters, KeyRing keys, CancellationToken ct)
    {
        var address = AccountDesk.AddressOf("email", request.Email);
        if (await desk.FindAsync(address, ct) is { EmailConfirmed: false } person && await desk.MayMailAsync(person, TokenPurpose.VerifyAddress, VerificationLife, ct))
        {
            await keys.VoidAsync(person.Id, TokenPurpose.VerifyAddress, ct);
            var token = keys.AddToken(person.Id, TokenPurpose.VerifyAddress, VerificationLife, address);
            await db.SaveChangesAsync(ct);
            letters.Verify(person, token);
        }
        return TypedResults.Accepted((string?)null);
    }

    public static async Task<Accepted> Reset(MailRequest request, ToombosDb db, AccountDesk desk, AccountLetters letters, KeyRing keys, CancellationToken ct)
    {
        var address = AccountDesk.AddressOf("email", request.Email);
        var person = await desk.FindAsync(address, ct);
        if (person is null) letters.NobodyThere(address);
        else if (await desk.MayMailAsync(person, TokenPurpose.ResetPassword, ResetLife, ct))
        {
            await keys.VoidAsync(person.Id, TokenPurpose.ResetPassword, ct);
            var token = keys.AddToken(person.Id, TokenPurpose.ResetPassword, ResetLife, address);
            await db.SaveChangesAsync(ct);
            letters.Reset(person, token);
        }
        return TypedResults.Accepted((string?)null);
    }
}
