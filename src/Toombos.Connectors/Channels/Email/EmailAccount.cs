using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels.Email;

/// <summary>How the line to a mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>STARTTLS where offered on 587 and 25, TLS at once on 465.</summary>
    [Display(Name = "As the port asks")] Auto,
    [Display(Name = "TLS at once")] Tls,
    [Display(Name = "STARTTLS")] StartTls,

    /// <summary>Only towards hosts that the operator allows.</summary>
    [Display(Name = "None (hosts of the operator only)")] None,
}

/// <summary>A mail server and who writes.</summary>
public sealed record EmailAccount : ChannelAccount
{
    [Display(Name = "Sender's address", Description = "Must belong to the account below.", Prompt = "news@example.com", Order = 1), Required, Mailbox, StringLength(254)]
    public string From { get; init; } = "";

    [Display(Name = "Sender's name", Order = 2), Required, StringLength(100)]
    public string FromName { get; init; } = "";

    [Display(Name = "Answers go to", Order = 3), Mailbox, StringLength(254)]
    public string? ReplyTo { get; init; }

    [Display(Name = "Mail server", Prompt = "smtp.example.com", Order = 4), Required, HostName, StringLength(253), OwnsSecrets]
    public string Host { get; init; } = "";

    [Display(Name = "Port", Description = "587 as a rule, 465 with TLS at once.", Order = 5), Range(1, 65535), OwnsSecrets]
    public int Port { get; init; } = 587;

    [Display(Name = "Protection", Description = "A password never goes to the world in the clear.", Order = 6)]
    public MailSecurity Security { get; init; }

    [Display(Name = "User", Order = 7), StringLength(200), OwnsSecrets]
    public string? User { get; init; }

    [Display(Name = "Password", Order = 8), Secret, StringLength(500)]
    public string? Password { get; init; }

    [Display(Name = "Mails a minute", Description = "What the server allows.", Order = 9), Range(1, 100_000)]
    public int PerMinute { get; init; } = 600;

    [JsonIgnore] public override string Target => $"{From} through {Host}";
    [JsonIgnore] public override int? MostPerMinute => PerMinute;

    public override IEnumerable<(string Field, string Sentence)> Contradictions()
    {
        if (Password is not null && User is null) yield return ("user", "Enter the user that the password belongs to.");
    }
}
