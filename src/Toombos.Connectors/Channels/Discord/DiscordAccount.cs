using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels.Discord;

/// <summary>A webhook of a Discord channel.</summary>
public sealed record DiscordAccount : ChannelAccount
{
    [Display(Name = "Webhook address", Description = "From the channel's settings → Integrations → Webhooks. Whoever has it can post.", Order = 1), Required, Secret, WebAddress, StringLength(300)]
    public string? Webhook { get; init; }

    [Display(Name = "Posts as", Description = "The webhook's own name where left out.", Order = 2), StringLength(80)]
    public string? Name { get; init; }

    [JsonIgnore] public override string Target => Name is null ? "A Discord channel" : $"A Discord channel, as {Name}";
}
