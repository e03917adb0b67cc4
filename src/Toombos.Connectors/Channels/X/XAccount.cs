using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels.X;

/// <summary>An account at X. Its tokens last two hours, so only a connected one is of use.</summary>
public sealed record XAccount : TokenAccount
{
    [JsonIgnore] public override string? AccessToken { get; init; }

    /// <summary>Where it is called; its own address but in tests.</summary>
    [JsonIgnore] public string Server { get; init; } = "https://api.x.com";

    [JsonIgnore] public override string Target => "The account's posts";
}
