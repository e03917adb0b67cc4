using System.ComponentModel.DataAnnotations;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace Toombos.Server.Platform.Mail;

/// <summary>How mails to people leave, section <c>Mail</c>. Without a host they are written to the folder <c>mail</c> in the data folder.</summary>
public sealed class MailOptions
{
    /// <summary>SMTP host.</summary>
    [StringLength(255)] public string? Host { get; set; }
    [Range(1, 65535)] public int Port { get; set; } = 587;

    /// <summary>StartTls (the default), SslOnConnect, or None for a host on this machine.</summary>
    public SecureSocketOptions Security { get; set; } = SecureSocketOptions.StartTls;
    [StringLength(255)] public string? User { get; set; }
    [StringLength(500)] public string? Password { get; set; }

    /// <summary>Sender's address.</summary>
    [Required, StringLength(254, MinimumLength = 3)] public string From { get; set; } = "toombos@localhost";
    [Required, StringLength(100, MinimumLength = 1)] public string FromName { get; set; } = "Toombos";
}

/// <summary>Checks the options when the process starts.</summary>
[OptionsValidator]
public sealed partial class MailOptionsValidator : IValidateOptions<MailOptions>;
