using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels.LinkedIn;

/// <summary>Who sees a post.</summary>
public enum LinkedInVisibility
{
    [Display(Name = "Everybody")] Public,
    [Display(Name = "Connections of the member")] Connections,
}

/// <summary>A member or a company page.</summary>
public sealed record LinkedInAccount : TokenAccount
{
    [Display(Name = "Posts as", Description = "The number of a company page, which stands in its admin address. Left out, the member whose account it is.", Prompt = "12345678", Order = 1), RegularExpression("^[0-9]{1,20}$", ErrorMessage = "This is no number of a page."), OwnsSecrets, Listed]
    public string? Organization { get; init; }

    [Display(Name = "Access token", Description = "With the rights openid, profile and w_member_social; for a page w_organization_social and r_organization_social. Lasts sixty days; a connected account lasts as long as LinkedIn renews it.", Order = 2), Secret, StringLength(2000)]
    public override string? AccessToken { get; init; }

    [Display(Name = "Who sees it", Order = 3)]
    public LinkedInVisibility Visibility { get; init; }

    /// <summary>As LinkedIn names who posts; found out before anything is posted.</summary>
    [JsonIgnore] public string? Author { get; init; }

    /// <summary>Where it is called; its own address but in tests.</summary>
    [JsonIgnore] public string Server { get; init; } = "https://api.linkedin.com";

    [JsonIgnore] public override string Target => Organization is null ? "The member's profile" : $"Company page {Organization}";
}
