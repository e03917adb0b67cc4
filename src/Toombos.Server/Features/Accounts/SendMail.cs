using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Accounts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Mail;

namespace Toombos.Server.Features.Accounts;

/// <summary>Sends a mail again or for the first time. Neither the answer nor the time it takes tells whether there was one to send: that is found out afterwards.</summary>
static class SendMail
{
    static readonly TimeSpan VerificationLife = TimeSpan.FromDays(1), ResetLife = TimeSpan.FromHours(1);

    public static Accepted Verification(MailRequest request, Mailer mailer)
    {
        var address = AccountDesk.AddressOf("email", request.Email);
        mailer.Later("verify", (services, ct) => SendAsync(services, address, TokenPurpose.VerifyAddress, VerificationLife, ct));
        return TypedResults.Accepted((string?)null);
    }

    public static Accepted Reset(MailRequest request, Mailer mailer)
    {
        var address = AccountDesk.AddressOf("email", request.Email);
        mailer.Later("reset", (services, ct) => SendAsync(services, address, TokenPurpose.ResetPassword, ResetLife, ct));
        return TypedResults.Accepted((string?)null);
    }

    static async Task SendAsync(IServiceProvider services, string address, TokenPurpose purpose, TimeSpan life, CancellationToken ct)
    {
        var (desk, keys, letters) = (services.GetRequiredService<AccountDesk>(), services.GetRequiredService<KeyRing>(), services.GetRequiredService<AccountLetters>());
        if (await desk.FindAsync(address, ct) is not { } person || (purpose == TokenPurpose.VerifyAddress && person.EmailConfirmed)) return;
        if (!await desk.MayMailAsync(person, purpose, life, ct)) return;
        await keys.VoidAsync(person.Id, purpose, ct);
        var token = keys.AddToken(person.Id, purpose, life, address);
        await services.GetRequiredService<ToombosDb>().SaveChangesAsync(ct);
        if (purpose == TokenPurpose.VerifyAddress) letters.Verify(person, token);
        else letters.Reset(person, token);
    }
}
