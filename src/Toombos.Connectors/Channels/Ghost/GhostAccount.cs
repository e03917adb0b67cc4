using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels.Ghost;

/// <summary>What a new post is at first.</summary>
public enum GhostStatus
{
    [Display(Name = "Published at once")] Published,
    [Display(Name = "A draft there")] Draft,
}

/// <summary>A custom integration of a Ghost site.</summary>
public sealed record GhostAccount : ChannelAccount
{
    [Display(Name = "Site", Description = "The API URL of the integration.", Prompt = "https://blog.example.com", Order = 1), Required, WebAddress, StringLength(300), OwnsSecrets]
    public string Site { get; init; } = "";

    [Display(Name = "Admin API key", Description = "From Settings → Integrations → Custom integrations. Two parts with a colon between them.", Order = 2), Required, Secret, RegularExpression("^[0-9a-f]{10,64}:(?:[0-9a-f]{2}){16,64}$", ErrorMessage = "This is no admin key. It has two parts of digits and letters a to f with a colon between them; the content key is another one.")]
    public string? AdminKey { get; init; }

    [Display(Name = "New posts are", Order = 3)]
    public GhostStatus Status { get; init; }

    [JsonIgnore] public override string Target => new Uri(Site).Host;
}
