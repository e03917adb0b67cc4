using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels;

/// <summary>What becomes of a draft at its destination.</summary>
public enum Publishes
{
    /// <summary>A letter for each reader of an audience.</summary>
    Letters,

    /// <summary>A message to a program.</summary>
    Messages,

    /// <summary>A whole site of pages.</summary>
    Site,

    /// <summary>A page on somebody else's site, which keeps its address when it is published again.</summary>
    Pages,

    /// <summary>A post, or a thread of them.</summary>
    Posts,
}

/// <summary>How a draft's pictures get to a destination.</summary>
public enum PictureWay
{
    /// <summary>They don't: they stay behind.</summary>
    None,

    /// <summary>Toombos hands them over.</summary>
    Sent,

    /// <summary>The destination fetches them from an address while it takes the text.</summary>
    Fetched,

    /// <summary>Whoever reads it fetches them from an address that stays.</summary>
    Linked,
}

/// <summary>What can be put at a destination to see whether it would work.</summary>
public enum Trial
{
    /// <summary>Nothing that its readers would not see.</summary>
    None,

    /// <summary>A letter to whoever asks, and to nobody else.</summary>
    Letter,

    /// <summary>Something that nobody but the account sees, taken away again.</summary>
    Hidden,

    /// <summary>A post of which nobody is notified, taken away at once.</summary>
    Brief,
}

/// <summary>What is said of a kind of destination before anything is connected there.</summary>
public sealed record Connector
{
    /// <summary>Stable name: email, webhook, site, wordpress, mastodon, …</summary>
    public required string Kind { get; init; }
    public required string Name { get; init; }

    /// <summary>What connecting it is good for, in a sentence.</summary>
    public required string Purpose { get; init; }
    public required Publishes Publishes { get; init; }

    /// <summary>Kinds of draft that it takes, such as <c>web</c> or <c>mastodon</c>.</summary>
    public required IReadOnlyList<string> Takes { get; init; }
    /// <summary>Whether a post brings the card of its link along; other networks look for themselves.</summary>
    public bool Cards { get; init; }
    public required AccountForm Form { get; init; }

    /// <summary>Whether what is published can be taken away again.</summary>
    public bool Removes { get; init; }

    /// <summary>Whether the text of posts that are up can be changed; pages take each other's place anyway.</summary>
    public bool Edits { get; init; }

    public PictureWay Pictures { get; init; }

    public Trial Trial { get; init; }

    /// <summary>What it counts of posts, and tells; nothing where it tells nothing.</summary>
    public IReadOnlyList<Metric> Measures { get; init; } = [];

    /// <summary>How long it knows a repetition by its key, where it forgets: after that nobody may send again without a person's word.</summary>
    public TimeSpan? Remembers { get; init; }

    /// <summary>Where its maker explains how to get what the form asks for.</summary>
    public string? Guide { get; init; }

    /// <summary>The version of its interface that is spoken, where it has an end.</summary>
    public ApiVersion? Version { get; init; }
}
