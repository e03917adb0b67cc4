using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;

namespace Toombos.Client.Channels;

/// <summary>Whether a connected channel can be used.</summary>
public enum ChannelState
{
    /// <summary>It worked the last time, or was not tried yet.</summary>
    Ready,

    /// <summary>The other side no longer lets Toombos in; connect it again.</summary>
    Refused,

    /// <summary>Switched off by a person.</summary>
    Off,
}

/// <summary>A connected destination: a mail server, an account at a network, a site. Its secrets are never shown.</summary>
public sealed record Channel
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Of its connector: <c>email</c>, <c>site</c>, <c>webhook</c>, <c>wordpress</c>, <c>mastodon</c>, …</summary>
    public required string Kind { get; init; }
    public required ChannelState State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What was entered, without secrets; the fields are those of its connector.</summary>
    public required JsonObject Settings { get; init; }

    /// <summary>Names of the secrets that are stored.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    /// <summary>Kinds of draft that it takes, such as <c>web</c> or <c>mastodon</c>.</summary>
    public required IReadOnlyList<string> Takes { get; init; }

    /// <summary>Where it leads, for people.</summary>
    public required string Target { get; init; }
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>What the last check found, as a sentence that says what to do; null when it was good.</summary>
    public string? Problem { get; init; }

    /// <summary>Where people see it, for sites.</summary>
    public string? Address { get; init; }

    /// <summary>What its own server says that it takes, by the names of limits of its kind, such as <c>post</c> or <c>images</c>; empty where servers of its kind have none of their own.</summary>
    public IReadOnlyDictionary<string, int> Limits { get; init => field = value ?? field; } = new Dictionary<string, int>();
}

/// <summary>Connects a channel.</summary>
public sealed record AddChannelRequest
{
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }

    /// <summary>Of a connector.</summary>
    [Required, StringLength(50, MinimumLength = 1)] public required string Kind { get; init; }

    /// <summary>The fields of the connector, by name, secrets among them. What is wrong with one is an error of <c>settings.name</c>.</summary>
    public JsonObject Settings { get; init => field = value ?? field; } = [];
}

/// <summary>Changes a channel; what is left out stays.</summary>
public sealed record UpdateChannelRequest
{
    [StringLength(100, MinimumLength = 1)] public string? Name { get; init; }

    /// <summary>All fields as they are to be; only secrets that are left out stay, and an empty one is taken away. Where the account itself changes, its secrets must be entered anew.</summary>
    public JsonObject? Settings { get; init; }

    /// <summary>Switches it off or on.</summary>
    public bool? Off { get; init; }
}

/// <summary>A channel just connected.</summary>
/// <param name="SigningKey">Of a webhook, in the form <c>whsec_…</c>; shown this once.</param>
public sealed record NewChannel(Channel Channel, string? SigningKey);

/// <summary>Tries a channel.</summary>
public sealed record TryChannelRequest
{
    /// <summary>The newsletter to send to yourself, approved or not; null sends a short letter that says that it is a test. Only for kinds that send letters.</summary>
    public Guid? DraftId { get; init; }
}

/// <summary>What a check of a channel found: the doctor's word.</summary>
public sealed record ChannelCheck(bool Good, IReadOnlyList<ChannelFinding> Findings);

/// <summary>One thing that was looked at.</summary>
/// <param name="Sentence">What was found, and what to do where it is not good.</param>
public sealed record ChannelFinding(bool Good, string Name, string Sentence);
