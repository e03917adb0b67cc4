using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels.DevTo;

/// <summary>An account at DEV, or at another site that runs Forem.</summary>
public sealed record DevToAccount : ChannelAccount
{
    [Display(Name = "API key", Description = "From Settings → Extensions → DEV Community API Keys.", Order = 1), Required, Secret, StringLength(200)]
    public string? ApiKey { get; init; }

    [Display(Name = "Series", Description = "Posts become parts of it.", Order = 2), StringLength(100)]
    public string? Series { get; init; }

    [Display(Name = "As drafts there", Description = "Somebody publishes them at DEV.", Order = 3)]
    public bool Drafts { get; init; }

    [Display(Name = "Server", Description = "Only for another site that runs Forem.", Order = 4), WebAddress, StringLength(300), OwnsSecrets]
    public string Server { get; init; } = "https://dev.to";

    [JsonIgnore] public override string Target => new Uri(Server).Host;
}
