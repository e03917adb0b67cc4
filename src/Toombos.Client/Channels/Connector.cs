using Toombos.Client.Publishing;

namespace Toombos.Client.Channels;

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

/// <summary>A kind of destination that can be connected, and what connecting it asks for.</summary>
public sealed record Connector
{
    /// <summary>Stable name: email, site, webhook, wordpress, mastodon, …</summary>
    public required string Kind { get; init; }
    public required string Name { get; init; }

    /// <summary>What it is good for, in a sentence.</summary>
    public required string Purpose { get; init; }
    public required Publishes Publishes { get; init; }

    /// <summary>Kinds of draft that it takes.</summary>
    public required IReadOnlyList<string> Takes { get; init; }
    public required IReadOnlyList<ConnectorField> Fields { get; init; }

    /// <summary>Whether what is published can be taken away again.</summary>
    public required bool Removes { get; init; }

    /// <summary>Whether the text of posts that are up can be changed; pages take each other's place anyway.</summary>
    public bool Edits { get; set; }

    /// <summary>Whether a draft's pictures go along; where they don't, they stay behind.</summary>
    public bool Pictures { get; set; }

    /// <summary>What trying it does, in a sentence; null where nothing can be tried there that readers would not see.</summary>
    public string? Trial { get; init; }

    /// <summary>What it counts of posts, and tells; nothing where it tells nothing.</summary>
    public IReadOnlyList<Metric> Measures { get; init => field = value ?? []; } = [];

    /// <summary>Where its maker explains how to get what the fields ask for.</summary>
    public string? Guide { get; init; }

    /// <summary>The version of its interface that is spoken, where it has an end.</summary>
    public ConnectorVersion? Version { get; init; }
}

/// <summary>A version of an interface that its maker will switch off.</summary>
/// <param name="Ends">First day on which it may no longer answer.</param>
/// <param name="CheckedOn">Day on which somebody last verified it.</param>
/// <param name="Warning">What to do about its end, from sixty days before; null while there is time.</param>
public sealed record ConnectorVersion(string Name, DateOnly Ends, DateOnly CheckedOn, string Source, string? Warning);

/// <summary>Where a connected account may post.</summary>
/// <param name="Field">The setting that takes one of the values.</param>
/// <param name="Problem">Why it could not be asked; null where it could.</param>
public sealed record ChannelPlaces(string Field, IReadOnlyList<FieldChoice> Places, string? Problem);

/// <summary>How a field is entered.</summary>
public enum FieldInput { Text, LongText, Address, Number, Choice, Switch, Secret, Connection }

/// <summary>One thing that connecting asks for.</summary>
public sealed record ConnectorField
{
    /// <summary>Its name in the settings.</summary>
    public required string Name { get; init; }
    public required string Label { get; init; }
    public string? Hint { get; init; }

    /// <summary>An example, shown while it is empty.</summary>
    public string? Example { get; init; }
    public required FieldInput Input { get; init; }
    public required bool Required { get; init; }

    /// <summary>The field that may be filled in instead of this one; one of the two is needed, and not both.</summary>
    public string? Instead { get; init; }

    /// <summary>The chosen connected account can say which values there are: ask for its places.</summary>
    public bool Listed { get; init; }

    /// <summary>Characters of a text, or the number itself.</summary>
    public long? Least { get; init; }
    public long? Most { get; init; }
    public IReadOnlyList<FieldChoice> Choices { get; init; } = [];

    /// <summary>What holds when it is left out.</summary>
    public string? Default { get; init; }
}

/// <summary>One of several values.</summary>
public sealed record FieldChoice(string Value, string Label);
