using Toombos.Client.Documents;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>A heading with what stands below it, up to the next heading of its level. The root has none.</summary>
sealed class Section
{
    public HeadingNode? Heading { get; private init; }

    /// <summary>Flags from the comments right before the heading, or among the section's own text.</summary>
    public List<Flag> Flags { get; } = [];
    public List<ContentNode> Own { get; } = [];
    public List<Section> Children { get; } = [];
    public string Title => Heading?.Text ?? "";

    /// <summary>The same section without its parts.</summary>
    public Section WithoutChildren()
    {
        var alone = new Section { Heading = Heading };
        alone.Flags.AddRange(Flags);
        alone.Own.AddRange(Own);
        return alone;
    }

    /// <summary>The same section with others as its last parts, whatever the level of their headings.</summary>
    public Section With(IReadOnlyList<Section> parts)
    {
        if (parts.Count == 0) return this;
        var whole = WithoutChildren();
        whole.Children.AddRange([.. Children, .. parts]);
        return whole;
    }

    public bool IsEmpty => Own.Count == 0 && Children.TrueForAll(c => c.IsEmpty);

    /// <summary>Everything below the heading, headings of its parts included.</summary>
    public IEnumerable<ContentNode> Flatten()
    {
        foreach (var node in Own) yield return node;
        foreach (var child in Children)
        {
            if (child.Heading is { } h) yield return new ContentNode(h.Start, h.Length, BlockKind.Heading, h.Text) { Links = h.Links, Level = h.Level };
            foreach (var node in child.Flatten()) yield return node;
        }
    }

    /// <summary>All flags of the parts below, which count for the whole.</summary>
    public IEnumerable<Flag> FlagsBelow() => Children.SelectMany(c => c.Flags.Concat(c.FlagsBelow()));

    /// <summary>A comment belongs to the heading that follows it, or to the section it stands in when text follows.</summary>
    public static Section Tree(IEnumerable<Node> nodes, FlagReader flags, Action<string, string, int> warn)
    {
        var root = new Section();
        var open = new Stack<Section>([root]);
        var pending = new List<Flag>();
        foreach (var node in nodes)
        {
            switch (node)
            {
                case CommentNode comment:
                    pending.AddRange(flags.FromComment(comment));
                    break;
                case HeadingNode heading:
                    while (open.Peek().Heading is { } above && above.Level >= heading.Level) open.Pop();
                    var section = new Section { Heading = heading };
                    section.Flags.AddRange(pending);
                    pending.Clear();
                    open.Peek().Children.Add(section);
                    open.Push(section);
                    break;
                case ContentNode content:
                    open.Peek().Flags.AddRange(pending);
                    pending.Clear();
                    open.Peek().Own.Add(content);
                    break;
            }
        }
        foreach (var flag in pending) warn("flag.misplaced", $"The flag “{flag.Name}” stands at the end; put it before the heading that it is for.", flag.Offset);
        return root;
    }
}
