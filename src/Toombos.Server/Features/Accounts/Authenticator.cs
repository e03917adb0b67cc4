using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using QRCoder;
using Toombos.Client.Accounts;
using Toombos.Server.Features.Access;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Accounts;

/// <summary>The authenticator app (TOTP, RFC 6238) as second factor, and the recovery codes for the day it is lost.</summary>
static class Authenticator
{
    const int Codes = 10;

    public static async Task<Ok<AuthenticatorSetup>> SetUp(AccountDesk desk, UserManager<Person> users, CancellationToken ct)
    {
        var me = await desk.MeAsync(ct);
        if (me.TwoFactorEnabled) throw new DomainRuleException("authenticator.there", "An authenticator app is in force already. Remove it first to set up another one.");
        await users.ResetAuthenticatorKeyAsync(me);
        var key = await users.GetAuthenticatorKeyAsync(me) ?? throw new InvalidOperationException("The store gave no authenticator key.");
        var address = $"otpauth://totp/{Uri.EscapeDataString($"Toombos:{me.Email}")}?secret={key}&issuer=Toombos&digits=6";
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(code);
        return TypedResults.Ok(new AuthenticatorSetup(InGroups(key), address, svg.GetGraphic(4)));
    }

    public static async Task<Ok<RecoveryCodes>> Confirm(CodeRequest request, AccountDesk desk, UserManager<Person> users, SessionDesk sessions, AccountLetters letters, CancellationToken ct)
    {
        var me = await desk.MeAsync(ct);
        var code = request.Code.Replace(" ", "", StringComparison.Ordinal);
        if (await users.GetAuthenticatorKeyAsync(me) is null || me.TwoFactorEnabled || !await users.VerifyTwoFactorTokenAsync(me, TokenOptions.DefaultAuthenticatorProvider, code))
            throw new FieldException("code", "This code is not right. Check the clock of the phone and type the code that the app shows now.");
        me.TwoFactorEnabled = true;
        sessions.Note(me.Id, "authenticator-added");
        var codes = await NewCodesAsync(me, users);
        letters.SecondFactorChanged(me, "An authenticator app was added to your Toombos account as second factor.");
        return TypedResults.Ok(codes);
    }

    public static async Task<NoContent> Remove(AccountDesk desk, UserManager<Person> users, SessionDesk sessions, AccountLetters letters, CancellationToken ct)
    {
        var me = await desk.MeAsync(ct);
        if (!me.TwoFactorEnabled) throw Missing.Of("authenticator");
        me.TwoFactorEnabled = false;
        sessions.Note(me.Id, "authenticator-removed");
        await users.ResetAuthenticatorKeyAsync(me);
        await users.GenerateNewTwoFactorRecoveryCodesAsync(me, 0);
        letters.SecondFactorChanged(me, "The authenticator app was removed from your Toombos account. The password alone opens it now.");
        return TypedResults.NoContent();
    }

    public static async Task<Ok<RecoveryCodes>> RenewCodes(AccountDesk desk, UserManager<Person> users, SessionDesk sessions, CancellationToken ct)
    {
        var me = await desk.MeAsync(ct);
        if (!me.TwoFactorEnabled) throw Missing.Of("authenticator");
        sessions.Note(me.Id, "recovery-codes-renewed");
        return TypedResults.Ok(await NewCodesAsync(me, users));
    }

    static async Task<RecoveryCodes> NewCodesAsync(Person me, UserManager<Person> users) =>
        new([.. await users.GenerateNewTwoFactorRecoveryCodesAsync(me, Codes) ?? []]);

    static string InGroups(string key)
    {
        var grouped = new StringBuilder();
        for (var i = 0; i < key.Length; i += 4) grouped.Append(i == 0 ? "" : " ").Append(key.AsSpan(i, Math.Min(4, key.Length - i)));
        return grouped.ToString();
    }
}
