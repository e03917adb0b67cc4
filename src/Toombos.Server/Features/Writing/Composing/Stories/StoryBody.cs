using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Writing.Composing.Stories;

/// <summary>An item's blocks as draft parts, in order and word for word; shared by every draft that carries the item whole.</summary>
sealed class StoryBody(Item item)
{
    readonly DraftPart?[] parts = new DraftPart?[item.Blocks.Count];
    int? topHeading;

    public IReadOnlyList<DraftSentence> SentencesOf(int block) => PartOf(block).Sentences;

    /// <summary>Words of the prose: what a newsletter may have to choose from.</summary>
    public int ProseWords => field > 0 ? field : field = item.Blocks.Where(b => b.Kind == BlockKind.Paragraph).Sum(b => Words.Count(b.Text));

    /// <summary>All parts; the item's topmost inner headings stand at <paramref name="headingLevel"/>.</summary>
    public IEnumerable<DraftPart> At(int headingLevel)
    {
        if (Picture() is { } picture) yield return picture;
        for (var b = 0; b < item.Blocks.Count; b++)
        {
            if (item.Blocks[b].Kind == BlockKind.Image && item.Blocks[b].Url is null && item.Blocks[b].Text.Length == 0) continue;
            yield return item.Blocks[b].Kind == BlockKind.Heading
                ? PartOf(b) with { Level = Math.Min(4, headingLevel + item.Blocks[b].Level - TopHeading) }
                : PartOf(b);
        }
    }

    int TopHeading => topHeading ??= item.Blocks.Where(b => b.Kind == BlockKind.Heading).Select(b => b.Level).DefaultIfEmpty(1).Min();

    public DraftPart PartOf(int index) => parts[index] ??= Make(item.Blocks[index]);

    DraftPart Make(Block block)
    {
        string[] cited = [block.Id];
        DraftSentence Verbatim(string text) => new(text, SentenceOrigin.Verbatim, cited);
        return new()
        {
            Role = block.Kind switch
            {
                BlockKind.ListItem => PartRole.ListItem,
                BlockKind.TableRow => PartRole.TableRow,
                BlockKind.Quote => PartRole.Quote,
                BlockKind.Code => PartRole.Code,
                BlockKind.Image => PartRole.Image,
                BlockKind.Heading => PartRole.Heading,
                _ => PartRole.Paragraph,
            },
            Level = block.Level,
            Item = item.Key,
            Url = block.Url,
            Links = block.Links,
            Sentences = block.Kind switch
            {
                // Empty cells keep their place in the row.
                BlockKind.TableRow => [.. Cells(block.Text).Select(Verbatim)],
                BlockKind.Code or BlockKind.Heading or BlockKind.Image => block.Text.Length == 0 ? [] : [Verbatim(block.Text)],
                _ => [.. Sentences.Split(block.Text).Select(Verbatim)],
            },
        };
    }

    static string[] Cells(string row) => [.. row.Split('|').Select(c => c.Trim())];

    /// <summary>The picture of the item's Image label, unless a block shows it already.</summary>
    DraftPart? Picture() => item.Image is { Length: > 0 } image && !item.Blocks.Any(b => b.Kind == BlockKind.Image && b.Url == image)
        ? new()
        {
            Role = PartRole.Image,
            Item = item.Key,
            Url = image,
            Sentences = [new(item.ImageAlt is { Length: > 0 } alt ? alt : item.Title, SentenceOrigin.Verbatim, TitleSupport.Of(item))],
        }
        : null;
}
