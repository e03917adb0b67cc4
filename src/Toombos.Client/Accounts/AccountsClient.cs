using Toombos.Client.Access;

namespace Toombos.Client.Accounts;

/// <summary>People: their accounts, second factors and passkeys.</summary>
public sealed class AccountsClient(ToombosConnection connection)
{
    /// <summary>What this server offers to strangers.</summary>
    public Task<AccountOptions> GetOptionsAsync(CancellationToken ct = default) => connection.GetAsync<AccountOptions>("v1/accounts/options", ct);

    /// <summary>Asks for an account. 400 for a password that is too short or well known; 403 <c>sign-up.closed</c>.</summary>
    public Task SignUpAsync(SignUpRequest request, CancellationToken ct = default) => connection.SendAsync(HttpMethod.Post, "v1/accounts", request, ct);

    /// <summary>Verifies an address and signs in. 400 <c>token.invalid</c>; 401 <c>sign-in.refused</c> for another password than at sign-up.</summary>
    public Task<Session> VerifyAsync(VerifyAddressRequest request, CancellationToken ct = default) =>
        connection.SendAsync<VerifyAddressRequest, Session>(HttpMethod.Post, "v1/accounts/verify", request, ct);

    /// <summary>Sends the verification again, if there is something to verify.</summary>
    public Task ResendVerificationAsync(MailRequest request, CancellationToken ct = default) => connection.SendAsync(HttpMethod.Post, "v1/accounts/verification-mail", request, ct);

    /// <summary>Sends a reset mail, if the address has an account.</summary>
    public Task ForgotPasswordAsync(MailRequest request, CancellationToken ct = default) => connection.SendAsync(HttpMethod.Post, "v1/accounts/reset-mail", request, ct);

    /// <summary>Sets a new password with the token of a reset mail. 400 <c>token.invalid</c>.</summary>
    public Task ResetPasswordAsync(ResetPasswordRequest request, CancellationToken ct = default) => connection.SendAsync(HttpMethod.Post, "v1/accounts/reset", request, ct);

    /// <summary>Confirms a change of address with the token of the mail to the new one.</summary>
    public Task ConfirmEmailAsync(MailTokenRequest request, CancellationToken ct = default) => connection.SendAsync(HttpMethod.Post, "v1/accounts/email/confirm", request, ct);

    /// <summary>Calls a change of address off, or takes it back, with the token of the mail to the old one. All sessions end.</summary>
    public Task CancelEmailAsync(MailTokenRequest request, CancellationToken ct = default) => connection.SendAsync(HttpMethod.Post, "v1/accounts/email/cancel", request, ct);

    /// <summary>The signed-in person. 403 <c>person.required</c> for API keys.</summary>
    public Task<Me> GetMeAsync(CancellationToken ct = default) => connection.GetAsync<Me>("v1/me", ct);

    /// <summary>What happened to one's account, newest first.</summary>
    public Task<Page<AccountEvent>> ListEventsAsync(string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<AccountEvent>>(ToombosConnection.Query("v1/me/events", ("after", after), ("limit", limit)), ct);

    /// <summary>Changes one's own name.</summary>
    public Task<Me> UpdateMeAsync(UpdateMeRequest request, CancellationToken ct = default) => connection.SendAsync<UpdateMeRequest, Me>(HttpMethod.Put, "v1/me", request, ct);

    /// <summary>Changes one's own password; every other session ends. 400 when the current one is wrong or the new one too weak.</summary>
    public Task ChangePasswordAsync(ChangePasswordRequest request, CancellationToken ct = default) => connection.SendAsync(HttpMethod.Put, "v1/me/password", request, ct);

    /// <summary>Asks for another address. Wants a recent sign-in: 403 <c>session.stale</c>.</summary>
    public Task ChangeEmailAsync(ChangeEmailRequest request, CancellationToken ct = default) => connection.SendAsync(HttpMethod.Put, "v1/me/email", request, ct);

    /// <summary>Makes the session count as recently signed in. 401 <c>sign-in.refused</c>.</summary>
    public Task ConfirmIdentityAsync(ConfirmIdentityRequest request, CancellationToken ct = default) => connection.SendAsync(HttpMethod.Post, "v1/me/confirm", request, ct);

    /// <summary>A new key for an authenticator app, in force once a code confirms it. Wants a recent sign-in.</summary>
    public Task<AuthenticatorSetup> SetUpAuthenticatorAsync(CancellationToken ct = default) => connection.PostAsync<AuthenticatorSetup>("v1/me/authenticator", null, ct);

    /// <summary>Puts the authenticator in force and gives out recovery codes. 400 for a wrong code.</summary>
    public Task<RecoveryCodes> ConfirmAuthenticatorAsync(CodeRequest request, CancellationToken ct = default) =>
        connection.SendAsync<CodeRequest, RecoveryCodes>(HttpMethod.Post, "v1/me/authenticator/confirm", request, ct);

    /// <summary>Takes the authenticator and the recovery codes away. Wants a recent sign-in.</summary>
    public Task RemoveAuthenticatorAsync(CancellationToken ct = default) => connection.DeleteAsync("v1/me/authenticator", ct);

    /// <summary>New recovery codes; the old ones are void. Wants a recent sign-in.</summary>
    public Task<RecoveryCodes> RenewRecoveryCodesAsync(CancellationToken ct = default) => connection.PostAsync<RecoveryCodes>("v1/me/recovery-codes", null, ct);

    /// <summary>One's own passkeys.</summary>
    public Task<IReadOnlyList<Passkey>> ListPasskeysAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<Passkey>>("v1/me/passkeys", ct);

    /// <summary>Options for making a passkey in the browser. Wants a recent sign-in.</summary>
    public Task<PasskeyChallenge> StartPasskeyAsync(CancellationToken ct = default) => connection.PostAsync<PasskeyChallenge>("v1/me/passkeys/options", null, ct);

    /// <summary>Registers a passkey. 400 <c>passkey.refused</c>.</summary>
    public Task<Passkey> AddPasskeyAsync(AddPasskeyRequest request, CancellationToken ct = default) => connection.SendAsync<AddPasskeyRequest, Passkey>(HttpMethod.Post, "v1/me/passkeys", request, ct);

    /// <summary>Renames a passkey. 404 <c>passkey.not-found</c>.</summary>
    public Task<Passkey> RenamePasskeyAsync(string id, RenamePasskeyRequest request, CancellationToken ct = default) =>
        connection.SendAsync<RenamePasskeyRequest, Passkey>(HttpMethod.Put, $"v1/me/passkeys/{Uri.EscapeDataString(id)}", request, ct);

    /// <summary>Removes a passkey. Wants a recent sign-in.</summary>
    public Task RemovePasskeyAsync(string id, CancellationToken ct = default) => connection.DeleteAsync($"v1/me/passkeys/{Uri.EscapeDataString(id)}", ct);

    /// <summary>Options for signing in with a passkey.</summary>
    public Task<PasskeyChallenge> StartPasskeySignInAsync(CancellationToken ct = default) => connection.PostAsync<PasskeyChallenge>("v1/sessions/passkey/options", null, ct);

    /// <summary>Signs in with a passkey, which is two factors in one. 401 <c>sign-in.refused</c>.</summary>
    public Task<Session> SignInWithPasskeyAsync(PasskeySignInRequest request, CancellationToken ct = default) =>
        connection.SendAsync<PasskeySignInRequest, Session>(HttpMethod.Post, "v1/sessions/passkey", request, ct);
}
