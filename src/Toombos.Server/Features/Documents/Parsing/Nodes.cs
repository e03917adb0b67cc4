using Toombos.Client.Documents;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>A document as a flat run of what matters to an editor: headings, content and flag comments, each with its place.</summary>
abstract record Node(int Start, int Length);

/// <summary>A heading at the outermost level of the document.</summary>
sealed record HeadingNode(int Start, int Length, int Level, string Text, IReadOnlyList<TextLink> Links) : Node(Start, Length);

/// <summary>An HTML comment, without its marks.</summary>
sealed record CommentNode(int Start, int Length, string Text) : Node(Start, Length);

/// <summary>What becomes a block, or a label's value.</summary>
sealed record ContentNode(int Start, int Length, BlockKind Kind, string Text) : Node(Start, Length)
{
    public IReadOnlyList<TextLink> Links { get; init; } = [];
    public int Level { get; init; }
    public string? Url { get; init; }

    /// <summary>The text begins with emphasised words, as labels do.</summary>
    public bool Bold { get; init; }

    /// <summary>The whole text is emphasised.</summary>
    public bool AllBold { get; init; }

    /// <summary>Number of the list that the outermost bullet belongs to; 0 outside lists.</summary>
    public int List { get; init; }
}
