using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels.Site;

/// <summary>A folder of pages, feed and sitemap that Toombos writes and shows.</summary>
public sealed record SiteAccount : ChannelAccount
{
    [Display(Name = "Public address", Description = "Where readers find the site, if you put it behind an address of your own. Toombos shows it at one of its own otherwise.", Prompt = "https://news.example.com", Order = 1), WebAddress, StringLength(500)]
    public string? Address
    {
        get;
        // Pages are written behind it.
        init => field = value is null ? null : value.TrimEnd('/') + "/";
    }

    /// <summary>Absolute; chosen by the server, never by a tenant.</summary>
    [JsonIgnore] public string Folder { get; init; } = "";

    [JsonIgnore] public override string? ShownAt => Address;

    [JsonIgnore] public override string Target => Address ?? "Shown by Toombos";
}
