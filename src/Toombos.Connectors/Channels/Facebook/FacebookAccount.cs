using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels.Facebook;

/// <summary>A Facebook page.</summary>
public sealed record FacebookAccount : TokenAccount
{
    [Display(Name = "Page", Description = "Its number.", Prompt = "1234567890", Order = 1), Required, RegularExpression("^[0-9]{1,30}$", ErrorMessage = "This is no number of a page."), OwnsSecrets, Listed]
    public string Page { get; init; } = "";

    [Display(Name = "Page access token", Description = "With the rights pages_manage_posts and pages_read_engagement.", Order = 2), Secret, StringLength(1000)]
    public override string? AccessToken { get; init; }

    /// <summary>Where it is called; its own address but in tests.</summary>
    [JsonIgnore] public string Server { get; init; } = "https://graph.facebook.com";

    [JsonIgnore] public override string Target => $"Page {Page}";
}
