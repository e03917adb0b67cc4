using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Writing.Composing.Stories;

/// <summary>Finds the blocks that say what an item's title says: a heading is no block, so its sentences cite these.</summary>
static class TitleSupport
{
    const int MostBlocks = 3;

    /// <summary>Blocks looked at; a title is borne out early in its item or nowhere.</summary>
    const int Searched = 40;

    public static IReadOnlyList<string> Of(Item item)
    {
        if (Find(item.Title, item.Blocks.Take(Searched)) is { Count: > 0 } found) return found;
        var first = item.Blocks.FirstOrDefault(b => b.Kind != BlockKind.Heading) ?? (item.Blocks.Count > 0 ? item.Blocks[0] : null);
        return first is null ? [] : [first.Id];
    }

    /// <summary>The document's title with the blocks that bear it out; null when none does, so that it is not claimed without a source.</summary>
    public static DraftSentence? Edition(string title, IReadOnlyList<Item> items)
    {
        var blocks = items.Take(Searched).SelectMany(i => i.Blocks.Take(Searched)).ToList();
        var found = Find(title, blocks);
        if (found.Count == 0) return null;
        // A version or a year in the title must stand in a cited block too.
        var evidence = string.Join(' ', blocks.Where(b => found.Contains(b.Id)).Select(b => b.Text));
        var words = new WordScanner(title);
        while (words.MoveNext())
            if (char.IsDigit(words.Current[0]) && !evidence.AsSpan().Contains(words.Current, StringComparison.Ordinal)) return null;
        return new(title, SentenceOrigin.Verbatim, found);
    }

    static List<string> Find(string text, IEnumerable<Block> blocks)
    {
        var title = new HashSet<uint>();
        var words = new WordScanner(text, overlapping: true);
        while (words.MoveNext())
            if (!StopWords.Contains(words.Current)) title.Add(Stem.Of(words.Current));
        var found = new List<(string Id, int Shared)>();
        foreach (var block in blocks)
        {
            if (block.Kind == BlockKind.Heading || block.Text.Length == 0) continue;
            if (Shared(block.Text, title) is var shared and > 0) found.Add((block.Id, shared));
        }
        return [.. found.OrderByDescending(f => f.Shared).Take(MostBlocks).Select(f => f.Id)];
    }

    static int Shared(string text, HashSet<uint> title)
    {
        var seen = new HashSet<uint>();
        var words = new WordScanner(text, overlapping: true);
        while (words.MoveNext())
            if (Stem.Of(words.Current) is var stem && title.Contains(stem)) seen.Add(stem);
        return seen.Count;
    }
}
