using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Toombos.Server.Platform.Identity;

/// <summary>How people get in and how long they stay, section <c>Identity</c>.</summary>
public sealed class IdentityOptions
{
    /// <summary>Whether anyone may make an account; people who are invited always may.</summary>
    public bool SignUpOpen { get; set; } = true;

    /// <summary>Address under which people reach the dashboard, for links in mails, passkeys and single sign-on. The first address that is listened on when empty.</summary>
    [StringLength(500)] public string? PublicAddress { get; set; }

    /// <summary>Issuer named in access tokens.</summary>
    [Required, StringLength(200, MinimumLength = 1)] public string Issuer { get; set; } = "toombos";

    /// <summary>Version of terms and privacy notice that new accounts agree to.</summary>
    [Required, StringLength(50, MinimumLength = 1)] public string TermsVersion { get; set; } = "2026-11";

    /// <summary>Hours without a request after which a session ends.</summary>
    [Range(1, 24 * 30)] public int SessionIdleHours { get; set; } = 24;

    /// <summary>Days after which a session ends whatever happens.</summary>
    [Range(1, 365)] public int SessionDays { get; set; } = 14;

    /// <summary>Rounds of PBKDF2-SHA512 over a password; 400,000 take about 200 ms on a core of 2026.</summary>
    [Range(100_000, 10_000_000)] public int PasswordRounds { get; set; } = 400_000;

    /// <summary>Passwords hashed at the same time; others wait in line.</summary>
    [Range(1, 64)] public int PasswordThreads { get; set; } = 2;
}

/// <summary>Checks the options when the process starts.</summary>
[OptionsValidator]
public sealed partial class IdentityOptionsValidator : IValidateOptions<IdentityOptions>;
