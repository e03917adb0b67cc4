using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels.Slack;

/// <summary>An incoming webhook of a Slack channel.</summary>
public sealed record SlackAccount : ChannelAccount
{
    [Display(Name = "Webhook address", Description = "From the Slack app's Incoming Webhooks. Whoever has it can post.", Order = 1), Required, Secret, WebAddress, StringLength(300)]
    public string? Webhook { get; init; }

    [JsonIgnore] public override string Target => "A Slack channel";

    /// <summary>One a second.</summary>
    [JsonIgnore] public override int? MostPerMinute => 60;
}
