using Markdig.Parsers;
using Markdig.Syntax;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>Stops reading once a container holds more children than a document may have blocks, before memory is spent on them.</summary>
sealed class SizeGuard : BlockParser
{
    public override BlockState TryOpen(BlockProcessor processor)
    {
        var container = processor.CurrentContainer;
        if (container?.Count > Most || container?.Parent?.Count > Most || processor.Document.Count > Most) throw DocumentText.TooManyBlocks();
        if (processor.LineIndex == 0 && processor.Context is ReadingContext { Hooked: false } context)
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
    public override BlockState TryOpen(BlockProcessor processor) =>
        BoundedQuotes.IsDeep(processor.CurrentContainer) ? BlockState.None : base.TryOpen(processor);
}

/// <summary>
/// Ends a paragraph of reference definitions after some hundred lines, because Markdig takes them off one by one
/// and moves the rest each time. A list of definitions reads the same in several paragraphs.
/// </summary>
sealed class BoundedParagraphs : ParagraphBlockParser
{
    const int MaxDefinitions = 200;

    public override BlockState TryContinue(BlockProcessor processor, Block block) =>
        block is ParagraphBlock { Lines.Count: > MaxDefinitions } paragraph && paragraph.Lines.Lines[0].Slice.AsSpan().TrimStart().StartsWith("[")
        && processor.Line.AsSpan().TrimStart().StartsWith("[") && paragraph.Lines.Lines[0].Slice.AsSpan().Contains("]:", StringComparison.Ordinal)
            ? Split(processor, paragraph)
            : base.TryContinue(processor, block);

    static BlockState Split(BlockProcessor processor, ParagraphBlock paragraph)
    {
        processor.Close(paragraph);
        return BlockState.None;
    }
}
