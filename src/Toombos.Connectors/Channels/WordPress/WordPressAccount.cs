using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels.WordPress;

/// <summary>What a new post is at first.</summary>
public enum WordPressStatus
{
    [Display(Name = "Published at once")] Publish,
    [Display(Name = "A draft there")] Draft,
    [Display(Name = "Waits for review there")] Pending,
}

/// <summary>A user of a WordPress site.</summary>
public sealed record WordPressAccount : ChannelAccount
{
    [Display(Name = "Site", Prompt = "https://blog.example.com", Order = 1), Required, WebAddress, StringLength(300), OwnsSecrets]
    public string Site { get; init; } = "";

    [Display(Name = "User name", Description = "The name that the user signs in with, not that of the application password.", Order = 2), Required, StringLength(100), OwnsSecrets]
    public string User { get; init; } = "";

    [Display(Name = "Application password", Description = "From Users → Profile → Application passwords.", Order = 3), Required, Secret, StringLength(200)]
    public string? ApplicationPassword { get; init; }

    [Display(Name = "New posts are", Order = 4)]
    public WordPressStatus Status { get; init; }

    [Display(Name = "Category", Description = "Made there if it does not exist.", Order = 5), StringLength(100)]
    public string? Category { get; init; }

    [JsonIgnore] public override string Target => $"{User} at {new Uri(Site).Host}";
}
