using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Accounts;

/// <summary>Asks for an account. The answer is the same whether or not the address has one already; a mail tells the owner.</summary>
public sealed record SignUpRequest
{
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }
    [Required, StringLength(254, MinimumLength = 3)] public required string Email { get; init; }

    /// <summary>12 to 256 characters, none of the well-known ones.</summary>
    [Required, StringLength(256, MinimumLength = 1)] public required string Password { get; init; }

    /// <summary>The version of terms and privacy notice that the person agreed to.</summary>
    [Required, StringLength(50, MinimumLength = 1)] public required string TermsVersion { get; init; }

    /// <summary>Token of an invitation: proves the address, so that no mail is needed.</summary>
    [StringLength(200)] public string? InvitationToken { get; init; }
}

/// <summary>Uses a token from a mail: confirm or cancel a change of address, look at or accept an invitation.</summary>
public sealed record MailTokenRequest
{
    [Required, StringLength(200, MinimumLength = 20)] public required string Token { get; init; }
}

/// <summary>Verifies an address with the token of its mail and the password chosen at sign-up, which shows that one person did both, and signs in.</summary>
public sealed record VerifyAddressRequest
{
    [Required, StringLength(200, MinimumLength = 20)] public required string Token { get; init; }
    [Required, StringLength(256, MinimumLength = 1)] public required string Password { get; init; }
    public Access.SessionKind Kind { get; init; } = Access.SessionKind.Api;
}

/// <summary>Asks for a mail to an address: the verification again, or a reset of the password.</summary>
public sealed record MailRequest
{
    [Required, StringLength(254, MinimumLength = 3)] public required string Email { get; init; }
}

/// <summary>Sets a new password with the token of a reset mail. All sessions end.</summary>
public sealed record ResetPasswordRequest
{
    [Required, StringLength(200, MinimumLength = 20)] public required string Token { get; init; }
    [Required, StringLength(256, MinimumLength = 1)] public required string NewPassword { get; init; }
}

/// <summary>What this server offers to strangers.</summary>
/// <param name="SignUpOpen">Whether anyone may make an account.</param>
/// <param name="MailSent">Whether mails leave this server; else they lie in its mail folder.</param>
/// <param name="TermsVersion">Version of terms and privacy notice in force.</param>
public sealed record AccountOptions(bool SignUpOpen, bool MailSent, string TermsVersion);

/// <summary>The signed-in person.</summary>
public sealed record Me
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string Email { get; init; }
    public required bool EmailVerified { get; init; }

    /// <summary>Address that waits for its confirmation.</summary>
    public string? PendingEmail { get; init; }
    public required bool HasPassword { get; init; }
    public required bool HasAuthenticator { get; init; }
    public required int RecoveryCodesLeft { get; init; }
    public required int Passkeys { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the account will be erased, if its owner asked for that.</summary>
    public DateTimeOffset? EraseAt { get; init; }

    /// <summary>Workspace that the session works in, with the person's role and scopes there.</summary>
    public Guid? WorkspaceId { get; init; }
    public Access.WorkspaceRole? Role { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }
}

/// <summary>Changes one's own name.</summary>
public sealed record UpdateMeRequest
{
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }
}

/// <summary>Changes one's own password; every other session ends. <see cref="CurrentPassword"/> may be left out by those who have none yet.</summary>
public sealed record ChangePasswordRequest
{
    [StringLength(256)] public string? CurrentPassword { get; init; }
    [Required, StringLength(256, MinimumLength = 1)] public required string NewPassword { get; init; }
}

/// <summary>Asks for another address: a mail to the new one confirms it, a mail to the old one can call it off.</summary>
public sealed record ChangeEmailRequest
{
    [Required, StringLength(254, MinimumLength = 3)] public required string Email { get; init; }
}

/// <summary>Shows that it is still the same person, for what asks for a recent sign-in. Password or code of the authenticator app.</summary>
public sealed record ConfirmIdentityRequest
{
    [StringLength(256)] public string? Password { get; init; }
    [StringLength(40)] public string? Code { get; init; }
}

/// <summary>A new key for an authenticator app, not in force until a code confirms it.</summary>
/// <param name="Key">Base32, in groups of four, for typing.</param>
/// <param name="Address">otpauth address, for a QR code.</param>
/// <param name="QrCode">The address as a QR code, SVG.</param>
public sealed record AuthenticatorSetup(string Key, string Address, string QrCode);

/// <summary>A code of the authenticator app.</summary>
public sealed record CodeRequest
{
    [Required, StringLength(40, MinimumLength = 6)] public required string Code { get; init; }
}

/// <summary>One-time codes for the day the app is lost. Shown once.</summary>
public sealed record RecoveryCodes(IReadOnlyList<string> Codes);

/// <summary>Something that happened to one's account.</summary>
/// <param name="Kind">Stable word: signed-in, sign-in-refused, password-changed, address-changed, authenticator-added and so on.</param>
public sealed record AccountEvent(Guid Id, string Kind, DateTimeOffset At, string? Address, string? Device);
