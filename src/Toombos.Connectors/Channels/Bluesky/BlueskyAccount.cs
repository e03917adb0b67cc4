using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels.Bluesky;

/// <summary>An account of the AT Protocol, at Bluesky's own server or any other.</summary>
public sealed record BlueskyAccount : ChannelAccount
{
    [Display(Name = "Handle", Description = "Without the @ sign.", Prompt = "harbour.bsky.social", Order = 1), Required, StringLength(253), OwnsSecrets]
    public string Handle { get; init; } = "";

    [Display(Name = "App password", Description = "From Settings → Privacy and security → App passwords. Not the password you sign in with.", Order = 2), Required, Secret, StringLength(200)]
    public string? AppPassword { get; init; }

    [Display(Name = "Server", Description = "Only for accounts that live elsewhere.", Order = 3), WebAddress, StringLength(300), OwnsSecrets]
    public string Server { get; init; } = "https://bsky.social";

    [JsonIgnore] public override string Target => "@" + Handle.TrimStart('@');
}
