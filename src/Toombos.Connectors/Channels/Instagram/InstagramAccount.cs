using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels.Instagram;

/// <summary>A professional profile at Instagram that belongs to a Facebook page.</summary>
public sealed record InstagramAccount : TokenAccount
{
    [Display(Name = "Profile", Description = "Its number, as its Facebook page names it.", Prompt = "17841400000000000", Order = 1), Required, RegularExpression("^[0-9]{1,30}$", ErrorMessage = "This is no number of a profile."), OwnsSecrets, Listed]
    public string Profile { get; init; } = "";

    [Display(Name = "Access token", Description = "Of somebody who manages the page, with the rights instagram_basic, instagram_content_publish and pages_read_engagement.", Order = 2), Secret, StringLength(1000)]
    public override string? AccessToken { get; init; }

    /// <summary>Where it is called; its own address but in tests.</summary>
    [JsonIgnore] public string Server { get; init; } = "https://graph.facebook.com";

    [JsonIgnore] public override string Target => $"Profile {Profile}";
}
