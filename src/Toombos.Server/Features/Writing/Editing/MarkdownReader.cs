using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Writing.Editing;

/// <summary>Reads the Markdown that people edit back into parts. Their sentences are not told apart yet. HTML is text.</summary>
static class MarkdownReader
{
    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    public static List<DraftPart> Read(string body)
    {
        var parts = new List<DraftPart>();
        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(body, Pipeline);
        }
        catch (ArgumentException)
        {
            throw new DomainRuleException("draft.unreadable", "This text nests lists or quotes too deeply to be read. Flatten it.", StatusCodes.Status400BadRequest);
        }
        foreach (var block in document) Add(parts, block, PartRole.Paragraph, 0);
        return parts;
    }

    static void Add(List<DraftPart> parts, Block block, PartRole role, int level)
    {
        switch (block)
        {
            case HeadingBlock heading:
                Add(parts, InlineReader.Read(heading.Inline), role == PartRole.Quote ? role : PartRole.Heading, Math.Clamp(heading.Level, 2, 6));
                break;
            case ParagraphBlock paragraph:
                Add(parts, InlineReader.Read(paragraph.Inline), role, level);
                break;
            case CodeBlock code:
                parts.Add(Part(PartRole.Code, code.Lines.ToString()));
                break;
            case Table table:
                foreach (var row in table.OfType<TableRow>()) AddRow(parts, row);
                break;
            case ListBlock list:
                var depth = role == PartRole.ListItem ? level + 1 : 0;
                foreach (var item in list.OfType<ListItemBlock>())
                {
                    foreach (var child in item) Add(parts, child, child is ListBlock || ReferenceEquals(child, item[0]) ? PartRole.ListItem : PartRole.Paragraph, depth);
                }
                break;
            case QuoteBlock quote:
                foreach (var child in quote) Add(parts, child, PartRole.Quote, 0);
                break;
            case LinkReferenceDefinitionGroup or ThematicBreakBlock:
                break;
            case ContainerBlock container:
                foreach (var child in container) Add(parts, child, role, level);
                break;
        }
    }

    static void Add(List<DraftPart> parts, InlineReading read, PartRole role, int level)
    {
        if (read.Text.Length > 0) parts.Add(TextPart(read, role, level));
        foreach (var image in read.Images) parts.Add(Part(PartRole.Image, image.Text) with { Url = image.Url });
    }

    static DraftPart TextPart(InlineReading read, PartRole role, int level)
    {
        if (role == PartRole.Paragraph && read.CallsToAction)
        {
            var words = read.Text[(read.Text[0] == '→' ? 1 : 2)..].Trim();
            return Part(PartRole.CallToAction, words) with { Url = read.Links.Count > 0 ? read.Links[0].Url : null };
        }
        if (role == PartRole.Heading && read.Links is [var only] && only.Text == read.Text)
            return Part(role, read.Text) with { Level = level, Url = only.Url };
        return Part(role, read.Text) with { Level = role is PartRole.Heading or PartRole.ListItem ? level : 0, Links = read.Links };
    }

    static void AddRow(List<DraftPart> parts, TableRow row)
    {
        var cells = row.OfType<TableCell>().Select(c => InlineReader.Read((c.FirstOrDefault() as LeafBlock)?.Inline)).ToList();
        while (cells.Count > 0 && cells[^1].Text.Length == 0) cells.RemoveAt(cells.Count - 1);
        if (cells.Count == 0) return;
        parts.Add(new()
        {
            Role = PartRole.TableRow,
            Level = row.IsHeader ? 1 : 0,
            Sentences = [.. cells.Select(c => new DraftSentence(c.Text, SentenceOrigin.Edited, []))],
            Links = [.. cells.SelectMany(c => c.Links)],
        });
    }

    static DraftPart Part(PartRole role, string text) => new() { Role = role, Sentences = [new(text, SentenceOrigin.Edited, [])] };
}
