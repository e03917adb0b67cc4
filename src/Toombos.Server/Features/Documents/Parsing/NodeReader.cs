using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Toombos.Client.Documents;
using MarkdigBlock = Markdig.Syntax.Block;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>Walks the syntax tree in document order and gives what a reader of the page would see, as <see cref="Node"/>s.</summary>
sealed class NodeReader(string source, Action<string, string, int> warn)
{
    readonly HiddenScope scope = new();
    readonly List<Node> nodes = [];
    int content, lists;

    /// <summary>What the walk is inside of.</summary>
    readonly record struct Place(bool Quote, int Depth, int List);

    public List<Node> Read(MarkdownDocument document)
    {
        Children(document, new Place(false, -1, 0));
        return nodes;
    }

    void Children(ContainerBlock container, Place place)
    {
        foreach (var child in container) One(child, place);
    }

    void One(MarkdigBlock block, Place place)
    {
        switch (block)
        {
            case HtmlBlock html: Html(html, place); break;
            case HeadingBlock heading: Heading(heading, place); break;
            case Table table: Rows(table); break;
            case ListBlock list: List(list, place with { Depth = place.Depth + 1, List = place.List == 0 ? ++lists : place.List }); break;
            case QuoteBlock quote: Children(quote, place with { Quote = true }); break;
            case CodeBlock code: Code(code); break;
            case ParagraphBlock paragraph: Paragraph(paragraph, place.Quote ? BlockKind.Quote : BlockKind.Paragraph, place); break;
            case LinkReferenceDefinitionGroup: break;
            case ContainerBlock other: Children(other, place); break;
        }
    }

    void List(ListBlock list, Place place)
    {
        foreach (var item in list.OfType<ListItemBlock>())
            for (var i = 0; i < item.Count; i++)
                if (i == 0 && item[0] is ParagraphBlock paragraph)
                    Paragraph(paragraph, place.Quote ? BlockKind.Quote : BlockKind.ListItem, place);
                else
                    One(item[i], place);
    }

    void Heading(HeadingBlock heading, Place place)
    {
        var inline = ReadInlines(heading);
        nodes.AddRange(inline.Comments);
        if (inline.Text.Length > 0)
        {
            if (place is { Quote: false, Depth: < 0 }) nodes.Add(new HeadingNode(heading.Span.Start, heading.Span.Length, heading.Level, inline.Text, inline.Links));
            else Add(new ContentNode(heading.Span.Start, heading.Span.Length, BlockKind.Heading, inline.Text) { Links = inline.Links, Level = heading.Level });
        }
        Images(inline, heading);
    }

    void Paragraph(ParagraphBlock paragraph, BlockKind kind, Place place)
    {
        var inline = ReadInlines(paragraph);
        nodes.AddRange(inline.Comments);
        var level = kind == BlockKind.ListItem ? place.Depth : 0;
        if (inline is { Images: [var image], Lines: [{ Text: var name }] } && Labels.Split(name) is { Name: "image", Value: "" })
        {
            Add(Content(name, [new TextLink(image.Alt.Length > 0 ? image.Alt : image.Url, image.Url)], true, false));
            return;
        }
        if (kind == BlockKind.Paragraph && inline.Lines.Count > 0 && inline.Lines.All(l => l.Bold && (inline.Lines.Count > 1 ? Labels.Names(l.Text) : Labels.Split(l.Text) is not null)))
        {
            foreach (var line in inline.Lines) Add(Content(line.Text, line.Links, line.Bold, line.AllBold));
        }
        else if (inline.Lines is [var first, ..])
        {
            var text = inline.Text;
            if (kind == BlockKind.Quote && text.StartsWith("[!", StringComparison.Ordinal) && text.IndexOf(']') is > 0 and < 16 and var end) text = text[(end + 1)..].TrimStart();
            if (text.Length > 0) Add(Content(text, inline.Links, first.Bold, first.AllBold && inline.Lines.Count == 1));
        }
        Images(inline, paragraph);

        ContentNode Content(string text, IReadOnlyList<TextLink> links, bool bold, bool allBold) =>
            new(paragraph.Span.Start, paragraph.Span.Length, kind, text) { Links = links, Level = level, Bold = bold, AllBold = allBold, List = place.List };
    }

    void Rows(Table table)
    {
        foreach (var row in table.OfType<TableRow>())
        {
            var cells = row.OfType<TableCell>().Select(c => InlineReader.Read(c is [ParagraphBlock p, ..] ? p.Inline : null, scope)).ToList();
            var text = string.Join(" | ", cells.Select(c => c.Text));
            if (!cells.TrueForAll(c => c.Text.Length == 0))
                Add(new ContentNode(row.Span.Start, row.Span.Length, BlockKind.TableRow, text)
                    { Links = [.. cells.SelectMany(c => c.Links)], Level = row.IsHeader ? 1 : 0 });
            foreach (var cell in cells) Images(cell, row);
        }
    }

    void Code(CodeBlock code)
    {
        if (scope.Hidden) return;
        var text = new StringBuilder();
        foreach (var line in code.Lines.Lines.AsSpan(0, code.Lines.Count)) text.Append(line.Slice.AsSpan()).Append('\n');
        var clean = PlainText.Clean(text.ToString(), keepLines: true).TrimEnd();
        if (clean.Trim().Length > 0) Add(new ContentNode(code.Span.Start, code.Span.Length, BlockKind.Code, clean));
    }

    void Html(HtmlBlock html, Place place)
    {
        var reader = new HtmlReader(scope);
        var start = html.Span.Start;
        reader.Read(source.Substring(start, Math.Clamp(html.Span.Length, 0, source.Length - start)));
        if (reader.FoundHidden) WarnHidden(start);
        foreach (var node in reader.Nodes)
        {
            var moved = node with { Start = node.Start + start };
            if (moved is ContentNode { Kind: BlockKind.Paragraph } text && place.Quote) moved = text with { Kind = BlockKind.Quote };
            if (moved is HeadingNode heading && place != new Place(false, -1, 0))
                moved = new ContentNode(heading.Start, heading.Length, BlockKind.Heading, heading.Text) { Links = heading.Links, Level = heading.Level };
            Add(moved);
        }
    }

    InlineReader ReadInlines(LeafBlock leaf)
    {
        var inline = InlineReader.Read(leaf.Inline, scope);
        if (inline.FoundHidden) WarnHidden(leaf.Span.Start);
        return inline;
    }

    void WarnHidden(int at) => warn("text.hidden", "This HTML hides text from readers. What is hidden is left out of every draft.", at);

    void Images(InlineReader inline, MarkdigBlock block)
    {
        foreach (var image in inline.Images)
            Add(new ContentNode(block.Span.Start, block.Span.Length, BlockKind.Image, image.Alt) { Url = image.Url });
    }

    void Add(Node node)
    {
        nodes.Add(node);
        if (node is ContentNode && ++content > DocumentText.MaxBlocks) throw DocumentText.TooManyBlocks();
    }
}
