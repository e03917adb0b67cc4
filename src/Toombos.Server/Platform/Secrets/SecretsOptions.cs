using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Toombos.Server.Platform.Secrets;

/// <summary>The external key that the keys of stored secrets are wrapped with, section <c>Secrets</c>. Without one they lie readable in the data folder or database.</summary>
public sealed class SecretsOptions
{
    /// <summary>PFX file (PKCS #12) with an RSA key, kept apart from the data and its backups.</summary>
    [StringLength(1000)] public string? Certificate { get; set; }
    [StringLength(500)] public string? Password { get; set; }

    /// <summary>File whose first line is the password, for orchestrators that mount secrets as files.</summary>
    [StringLength(1000)] public string? PasswordFile { get; set; }

    /// <summary>Certificates of earlier times, which still unwrap what was wrapped with them.</summary>
    [MaxLength(20), ValidateEnumeratedItems] public IReadOnlyList<OldCertificate> OldCertificates { get; set; } = [];
}

/// <summary>A certificate that is no longer used for new keys.</summary>
public sealed class OldCertificate
{
    [Required, StringLength(1000, MinimumLength = 1)] public string Certificate { get; set; } = "";
    [StringLength(500)] public string? Password { get; set; }
    [StringLength(1000)] public string? PasswordFile { get; set; }
}

/// <summary>Checks the options when the process starts.</summary>
[OptionsValidator]
public sealed partial class SecretsOptionsValidator : IValidateOptions<SecretsOptions>;
