using System.Text.Json.Serialization;

namespace Toombos.Client.Documents;

/// <summary>Schema of an item.</summary>
public enum ItemType { Update, Blog, Announcement, Session }

/// <summary>The editor's flags of an item, after defaults.</summary>
public sealed record ItemFlags
{
    /// <summary>False when the document uses the flag anywhere and this item does not say true.</summary>
    public bool Published { get; init; } = true;
    public bool Featured { get; init; }
    public bool DryRun { get; init; }

    /// <summary>1 urgent … 5 archive.</summary>
    public int Priority { get; init; } = 3;

    /// <summary>As written: a date, or date and time, with or without zone; naive times are in the workspace's zone.</summary>
    public string? ScheduledFor { get; init; }

    /// <summary>Restriction to families (email, web, social), single networks, or preview; empty means all.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];
    public string? Template { get; init; }
    public string? SeoDescription { get; init; }
    public string? Urgency { get; init; }
    public string? ExpiresAt { get; init; }
    public string? Author { get; init; }
    public IReadOnlyList<string> TargetKeywords { get; init; } = [];
}

/// <summary>A titled unit of a living document.</summary>
public sealed record Item
{
    /// <summary>Stable within the source: a slug of the heading, kept when the heading is reworded.</summary>
    public required string Key { get; init; }
    public required string Title { get; init; }

    /// <summary>What the source itself knows the item by, such as an entry's id in a feed, as a hash; null in documents that people write.</summary>
    public string? Entry { get; init; }

    /// <summary>The heading as written; differs from the title where the item has a Title label.</summary>
    public required string Anchor { get; init; }

    /// <summary>Slug of the category; null when the document has none.</summary>
    public string? Category { get; init; }

    /// <summary>Heading of the category as people read it, without the bracketed slug.</summary>
    public string? CategoryTitle { get; init; }
    public required ItemType Type { get; init; }
    public DateOnly? Date { get; init; }
    public string? Link { get; init; }

    /// <summary>Address of the item's picture.</summary>
    public string? Image { get; init; }
    public string? ImageAlt { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public ItemFlags Flags { get; init; } = new();
    public required IReadOnlyList<Block> Blocks { get; init; }

    /// <summary>Line of the heading, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Text of all blocks that can be cited, one a line.</summary>
    [JsonIgnore]
    public string Body => string.Join('\n', Blocks.Where(b => b.Kind != BlockKind.Heading).Select(b => b.Text));
}

/// <summary>Something an editor should look at; never a reason to refuse the document.</summary>
/// <param name="Code">Stable name, for example <c>flag.unknown</c>, <c>date.unreadable</c>, <c>flag.contradiction</c>.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
public sealed record DocumentWarning(string Code, string Message, int Line, int Column);
