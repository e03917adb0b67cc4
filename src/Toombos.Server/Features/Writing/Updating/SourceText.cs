using Toombos.Client.Documents;
using Toombos.Client.Stale;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Writing.Updating;

/// <summary>A text of a snapshot that a sentence can rest on, with the lines that a sentence can be.</summary>
/// <param name="Id">The block's; of a title or link one that no block has.</param>
/// <param name="Lines">Its sentences, or the cells of a table row.</param>
sealed record SourceText(string Id, SourceTextKind Kind, Item Item, string Text, IReadOnlyList<string> Lines, IReadOnlyList<TextLink> Links, string? Url)
{
    public static string TitleOf(string item) => "#" + item;

    public static string LinkOf(string item) => "@" + item;

    /// <summary>Title, link and blocks of an item.</summary>
    public static IEnumerable<SourceText> Of(Item item)
    {
        yield return new(TitleOf(item.Key), SourceTextKind.Title, item, item.Title, [item.Title], [], null);
        if (item.Link is { Length: > 0 } link) yield return new(LinkOf(item.Key), SourceTextKind.Link, item, link, [link], [], null);
        foreach (var block in item.Blocks) yield return new(block.Id, SourceTextKind.Block, item, block.Text, LinesOf(block), block.Links, block.Url);
    }

    /// <summary>Whether nothing that a sentence could take from it is different.</summary>
    public bool IsSameAs(SourceText other) => Text == other.Text && Url == other.Url && Links.SequenceEqual(other.Links);

    public string? BlockId => Kind == SourceTextKind.Block ? Id : null;

    static IReadOnlyList<string> LinesOf(Block block) => block.Kind switch
    {
        BlockKind.TableRow => [.. block.Text.Split('|').Select(cell => cell.Trim())],
        BlockKind.Code or BlockKind.Heading or BlockKind.Image => [block.Text],
        _ => Sentences.Split(block.Text),
    };
}
