using Toombos.Client.Documents;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>A living document, read: its items with blocks, and what an editor should look at.</summary>
public sealed record LivingDocument
{
    /// <summary>Front matter title, else the first heading of level 1.</summary>
    public string? Title { get; init; }

    /// <summary>Two-letter language of the text; null when it can't be told.</summary>
    public string? Language { get; init; }

    /// <summary>SHA-256 of the source text, lower-case hex.</summary>
    public required string ContentHash { get; init; }

    /// <summary>In document order.</summary>
    public required IReadOnlyList<Item> Items { get; init; }
    public required IReadOnlyList<DocumentWarning> Warnings { get; init; }
}
