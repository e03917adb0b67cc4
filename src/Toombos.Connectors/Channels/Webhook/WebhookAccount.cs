using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels.Webhook;

/// <summary>An address that is called with each publication.</summary>
public sealed record WebhookAccount : ChannelAccount
{
    [Display(Name = "Address", Description = "Each publication is posted there as JSON. The key that signs it is shown once, after connecting.", Prompt = "https://example.com/hook", Order = 1), Required, WebAddress(Query = true), StringLength(2048)]
    public string Address { get; init; } = "";

    /// <summary>The keys that sign: the newest first, then one that was just replaced.</summary>
    [JsonIgnore] public IReadOnlyList<string> SigningKeys { get; init; } = [];

    [JsonIgnore] public override string Target => Address;
}
