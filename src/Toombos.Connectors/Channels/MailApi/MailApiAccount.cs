using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels.MailApi;

/// <summary>An account at a service that sends mails, and who writes.</summary>
public abstract record MailApiAccount : ChannelAccount
{
    [Display(Name = "Sender's address", Description = "Of a domain that the service has verified.", Prompt = "news@example.com", Order = 1), Required, Mailbox, StringLength(254)]
    public string From { get; init; } = "";

    [Display(Name = "Sender's name", Order = 2), Required, StringLength(100)]
    public string FromName { get; init; } = "";

    [Display(Name = "Answers go to", Order = 3), Mailbox, StringLength(254)]
    public string? ReplyTo { get; init; }

    [Display(Name = "API key", Order = 4), Required, Secret, StringLength(500)]
    public string? ApiKey { get; init; }

    /// <summary>Where the service is called; its own address but in tests.</summary>
    [JsonIgnore] public abstract string Server { get; init; }

    [JsonIgnore] public override string Target => From;
}
