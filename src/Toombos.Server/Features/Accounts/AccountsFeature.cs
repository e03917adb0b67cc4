using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Accounts;

/// <summary>The door of Accounts: people sign up, sign in, and look after their own account.</summary>
public static class AccountsFeature
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services.AddScoped<AccountDesk>().AddScoped<AccountLetters>().AddScoped<SecondFactors>().AddScoped<Guarded>();

    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1").WithTags("Accounts").Costs(5);

        var sessions = door.MapGroup("/sessions");
        sessions.MapPost("", SignIn.Handle).AllowAnonymous().WithName("SignIn").WithSummary("Signs in with address and password");
        sessions.MapPost("/second-factor", FinishSignIn.Handle).AllowAnonymous().WithName("FinishSignIn").WithSummary("Finishes a sign-in with a code");

        var accounts = door.MapGroup("/accounts");
        accounts.MapGet("/options", GetOptions.Handle).AllowAnonymous().Costs(1).WithName("GetAccountOptions").WithSummary("Says what this server offers to strangers");
        accounts.MapPost("", SignUp.Handle).AllowAnonymous().WithName("SignUp").WithSummary("Asks for an account");
        accounts.MapPost("/verify", VerifyAddress.Handle).AllowAnonymous().WithName("VerifyAddress").WithSummary("Verifies an address and signs in");
        accounts.MapPost("/verification-mail", SendMail.Verification).AllowAnonymous().WithName("ResendVerification").WithSummary("Sends the verification again, if there is something to verify");
        accounts.MapPost("/reset-mail", SendMail.Reset).AllowAnonymous().WithName("ForgotPassword").WithSummary("Sends a reset mail, if the address has an account");
        accounts.MapPost("/reset", ResetPassword.Handle).AllowAnonymous().WithName("ResetPassword").WithSummary("Sets a new password with the token of a reset mail");
        accounts.MapPost("/email/confirm", ChangeAddress.Confirm).AllowAnonymous().WithName("ConfirmEmail").WithSummary("Confirms a change of address");
        accounts.MapPost("/email/cancel", ChangeAddress.Cancel).AllowAnonymous().WithName("CancelEmail").WithSummary("Calls a change of address off, or takes it back");

        var me = door.MapGroup("/me").Costs(1);
        me.MapGet("", GetMe.Handle).NeedsPerson().WithName("GetMe").WithSummary("Gets the signed-in person");
        me.MapPut("", UpdateMe.Handle).NeedsPerson().WithName("UpdateMe").WithSummary("Changes one's own name");
        me.MapGet("/events", ListEvents.Handle).NeedsPerson().WithName("ListAccountEvents").WithSummary("Lists what happened to one's account, newest first");
        me.MapPut("/password", ChangePassword.Handle).NeedsPerson().Costs(5).WithName("ChangePassword").WithSummary("Changes one's own password; every other session ends");
        me.MapPut("/email", ChangeAddress.Ask).NeedsPerson().NeedsRecentSignIn().Costs(5).WithName("ChangeEmail").WithSummary("Asks for another address");
        me.MapPost("/confirm", ConfirmIdentity.Handle).NeedsPerson().Costs(5).WithName("ConfirmIdentity").WithSummary("Makes the session count as recently signed in");
        me.MapPost("/authenticator", Authenticator.SetUp).NeedsPerson().NeedsRecentSignIn().WithName("SetUpAuthenticator").WithSummary("Makes a key for an authenticator app");
        me.MapPost("/authenticator/confirm", Authenticator.Confirm).NeedsPerson().NeedsRecentSignIn().Costs(5).WithName("ConfirmAuthenticator").WithSummary("Puts the authenticator in force and gives out recovery codes");
        me.MapDelete("/authenticator", Authenticator.Remove).CanAnswer(404).NeedsPerson().NeedsRecentSignIn().WithName("RemoveAuthenticator").WithSummary("Takes the authenticator and the recovery codes away");
        me.MapPost("/recovery-codes", Authenticator.RenewCodes).CanAnswer(404).NeedsPerson().NeedsRecentSignIn().WithName("RenewRecoveryCodes").WithSummary("Gives out new recovery codes");
    }
}
