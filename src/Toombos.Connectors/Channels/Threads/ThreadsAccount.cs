using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels.Threads;

/// <summary>A profile at Threads.</summary>
public sealed record ThreadsAccount : TokenAccount
{
    [Display(Name = "Access token", Description = "A long-lived one with the rights threads_basic, threads_content_publish and threads_delete. Lasts sixty days.", Order = 1), Secret, StringLength(1000)]
    public override string? AccessToken { get; init; }

    /// <summary>Where it is called; its own address but in tests.</summary>
    [JsonIgnore] public string Server { get; init; } = "https://graph.threads.net";

    [JsonIgnore] public override string Target => "A Threads profile";
}
