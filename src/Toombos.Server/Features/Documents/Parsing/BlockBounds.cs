using Markdig.Parsers;
using Markdig.Syntax;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>Stops reading once a container holds more children than a document may have blocks, before memory is spent on them.</summary>
/// <remarks>Markdig asks the parsers of a line's first character before those of any character, so one guard stands in each row.</remarks>
sealed class SizeGuard : BlockParser
{
    public SizeGuard(bool marks)
    {
        if (marks) OpeningCharacters = [.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c).Where(c => !char.IsAsciiLetter(c))];
    }

    public override BlockState TryOpen(BlockProcessor processor)
    {
        var container = processor.CurrentContainer;
        if (container?.Count > Most || container?.Parent?.Count > Most || processor.Document.Count > Most) throw DocumentText.TooManyBlocks();
        if (processor.Context is ReadingContext { Hooked: false } context)
        {
            context.Hooked = true;
            processor.Document.ProcessInlinesBegin += context.Gather;
        }
        return BlockState.None;
    }

    const int Most = DocumentText.MaxBlocks * 2;
}

/// <summary>Quotes nested as deep as any person would; deeper marks are text.</summary>
sealed class BoundedQuotes : QuoteBlockParser
{
    const int MaxDepth = 60;

    public override BlockState TryOpen(BlockProcessor processor) =>
        IsDeep(processor.CurrentContainer) ? BlockState.None : base.TryOpen(processor);

    public static bool IsDeep(ContainerBlock? container)
    {
        var depth = 0;
        for (; container is not null && depth < MaxDepth; container = container.Parent) depth++;
        return depth == MaxDepth;
    }
}

/// <summary>The same bound for lists.</summary>
sealed class BoundedLists : ListBlockParser
{
    public BoundedLists() => ItemParsers.Add(new PastedBullets());

    public override BlockState TryOpen(BlockProcessor processor) =>
        BoundedQuotes.IsDeep(processor.CurrentContainer) ? BlockState.None : base.TryOpen(processor);
}

/// <summary>The bullets that word processors leave in pasted text; Markdown itself knows only - + and *.</summary>
sealed class PastedBullets : ListItemParser
{
    public PastedBullets() => OpeningCharacters = ['•', '◦', '▪', '‣', '●'];

    public override bool TryParse(BlockProcessor state, char pendingBulletType, out ListInfo result)
    {
        result = new ListInfo(state.CurrentChar);
        state.NextChar();
        return true;
    }
}

/// <summary>
/// Ends a paragraph of reference definitions after some hundred lines, because Markdig takes them off one by one
/// and moves the rest each time. A list of definitions reads the same in several paragraphs.
/// </summary>
sealed class BoundedParagraphs : ParagraphBlockParser
{
    const int MaxDefinitions = 200;

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        if (block is not ParagraphBlock { Lines.Count: > MaxDefinitions } paragraph) return base.TryContinue(processor, block);
        if (paragraph.Lines.Count > DocumentText.MaxBlocks) throw DocumentText.TooManyBlocks();
        var first = paragraph.Lines.Lines[0].Slice.AsSpan().TrimStart();
        return first.StartsWith("[") && first.Contains("]:", StringComparison.Ordinal) && processor.Line.AsSpan().TrimStart().StartsWith("[")
            ? Split(processor, paragraph)
            : base.TryContinue(processor, block);
    }

    static BlockState Split(BlockProcessor processor, ParagraphBlock paragraph)
    {
        if (processor.Context is ReadingContext context && (context.Definitions += paragraph.Lines.Count) > DocumentText.MaxBlocks) throw DocumentText.TooManyBlocks();
        processor.Close(paragraph);
        return BlockState.None;
    }
}
