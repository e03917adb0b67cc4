using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels.Mastodon;

/// <summary>Who sees a post.</summary>
public enum MastodonVisibility
{
    Public,

    /// <summary>By whoever has the link, and by followers; not in public lists.</summary>
    [Display(Name = "Unlisted")] Unlisted,

    [Display(Name = "Followers only")] Private,
}

/// <summary>An account at a server that speaks Mastodon's interface.</summary>
public sealed record MastodonAccount : ChannelAccount
{
    [Display(Name = "Server", Prompt = "https://mastodon.social", Order = 1), Required, WebAddress, StringLength(300), OwnsSecrets]
    public string Server { get; init; } = "";

    [Display(Name = "Access token", Description = "From Preferences → Development → New application, with the rights read:accounts, read:statuses, write:statuses and write:media.", Order = 2), Required, Secret, StringLength(500)]
    public string? AccessToken { get; init; }

    [Display(Name = "Who sees it", Order = 3)]
    public MastodonVisibility Visibility { get; init; }

    [JsonIgnore] public override string Target => new Uri(Server).Host;
}
