namespace Toombos.Client.Documents;

/// <summary>What a block is in its document.</summary>
public enum BlockKind { Paragraph, ListItem, TableRow, Quote, Code, Image, Heading }

/// <summary>The smallest part of a document that a statement can cite.</summary>
public sealed record Block
{
    /// <summary>Stable across snapshots: twelve lower-case letters and digits. An edited block keeps its id; its <see cref="Hash"/> changes.</summary>
    public required string Id { get; init; }
    public required BlockKind Kind { get; init; }

    /// <summary>Plain text without inline marks, NFC, hidden text removed. A table row joins its cells with " | ".</summary>
    public required string Text { get; init; }

    /// <summary>Links in the text, in order.</summary>
    public IReadOnlyList<TextLink> Links { get; init; } = [];

    /// <summary>Level of a heading (1–6), nesting depth of a list item (0 outermost), 0 otherwise; 1 on the header row of a table.</summary>
    public int Level { get; init; }

    /// <summary>Address of an image.</summary>
    public string? Url { get; init; }

    /// <summary>SHA-256 of the normalised text and kind, first 16 hex digits.</summary>
    public required string Hash { get; init; }

    /// <summary>First line in the source, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Offset in the source in UTF-16 units.</summary>
    public required int Start { get; init; }

    /// <summary>Length in the source in UTF-16 units.</summary>
    public required int Length { get; init; }
}

/// <summary>A link inside a text: the words that carry it, and where it leads.</summary>
public sealed record TextLink(string Text, string Url);
