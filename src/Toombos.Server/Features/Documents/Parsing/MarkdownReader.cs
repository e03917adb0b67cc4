using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>
/// Reads CommonMark and GFM with a bound on the work that a hostile text can cause: containers nest at most
/// <see cref="BoundedQuotes"/> deep, and inline marks, whose matching is quadratic within one paragraph, draw on a budget.
/// </summary>
static class MarkdownReader
{
    /// <summary>Sum over paragraphs of their marks squared: about a second of the worst case; a large real document uses a thousandth.</summary>
    const long MarkBudget = 200_000_000;

    static readonly (MarkdownPipeline Pipeline, InlineParserList Inlines) Setup = Build();

    public static MarkdownDocument Read(string text, out IReadOnlyList<LeafBlock> tooDense)
    {
        var context = new ReadingContext();
        var document = Markdown.Parse(text, Setup.Pipeline, context);
        var budget = MarkBudget;
        var dense = new List<LeafBlock>();
        var processor = new InlineProcessor(document, Setup.Inlines, true, context, false);
        foreach (var leaf in context.Leaves)
        {
            var marks = Marks(leaf);
            if ((budget -= marks * marks) > 0 && TryReadInlines(processor, leaf)) continue;
            budget += marks * marks;
            leaf.Inline = Literal(leaf);
            dense.Add(leaf);
        }
        tooDense = dense;
        return document;
    }

    static bool TryReadInlines(InlineProcessor processor, LeafBlock leaf)
    {
        var lines = leaf.Lines;
        try
        {
            processor.ProcessInlineLeaf(leaf);
        }
        catch (ArgumentException)
        {
            // Emphasis or links nested deeper than Markdig's own bound: no person wrote that
            leaf.Lines = lines;
            return false;
        }
        if (processor.BlockNew is { } table && leaf.Parent is { } parent) parent[parent.IndexOf(leaf)] = table;
        return true;
    }

    static ContainerInline Literal(LeafBlock leaf)
    {
        var inline = new ContainerInline();
        foreach (var line in leaf.Lines.Lines.AsSpan(0, leaf.Lines.Count))
        {
            if (inline.FirstChild is not null) inline.AppendChild(new LineBreakInline());
            inline.AppendChild(new LiteralInline(line.Slice));
        }
        return inline;
    }

    static long Marks(LeafBlock leaf)
    {
        long marks = 0;
        foreach (var line in leaf.Lines.Lines.AsSpan(0, leaf.Lines.Count))
            foreach (var c in line.Slice.AsSpan())
                if (c is '*' or '_' or '~' or '[' or ']' or '<' or '`' or '(' or '!') marks++;
        return marks;
    }

    static (MarkdownPipeline, InlineParserList) Build()
    {
        var builder = new MarkdownPipelineBuilder { MaximumNestingDepth = 200 }
            .UsePipeTables().UseTaskLists().UseEmojiAndSmiley(enableSmileys: false)
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).UsePreciseSourceLocation();
        builder.BlockParsers.Replace<QuoteBlockParser>(new BoundedQuotes());
        builder.BlockParsers.Replace<ListBlockParser>(new BoundedLists());
        builder.BlockParsers.Replace<ParagraphBlockParser>(new BoundedParagraphs());
        builder.BlockParsers.Insert(0, new SizeGuard(marks: true));
        builder.BlockParsers.Insert(0, new SizeGuard(marks: false));
        builder.InlineParsers.Insert(0, new BareLinkParser());
        var pipeline = builder.Build();
        return (pipeline, new InlineParserList(builder.InlineParsers));
    }
}

/// <summary>The leaves whose inline marks are still to be read, gathered when the blocks are known.</summary>
sealed class ReadingContext : MarkdownParserContext
{
    public bool Hooked { get; set; }

    /// <summary>Lines of reference definitions met so far, in hundreds.</summary>
    public int Definitions { get; set; }

    /// <summary>Leaves with inline marks, in document order.</summary>
    public List<LeafBlock> Leaves { get; } = [];

    public void Gather(InlineProcessor processor, Inline? _)
    {
        foreach (var leaf in processor.Document.Descendants<LeafBlock>())
        {
            if (!leaf.ProcessInlines) continue;
            leaf.ProcessInlines = false;
            Leaves.Add(leaf);
        }
        if (Leaves.Count > DocumentText.MaxBlocks * 2) throw DocumentText.TooManyBlocks();
    }
}
