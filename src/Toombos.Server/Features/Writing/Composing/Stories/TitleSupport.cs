using Toombos.Client.Documents;
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
        var title = new HashSet<uint>();
        var words = new WordScanner(item.Title, overlapping: true);
        while (words.MoveNext())
            if (!StopWords.Contains(words.Current)) title.Add(Stem.Of(words.Current));

        var found = new List<(string Id, int Shared)>();
        foreach (var block in item.Blocks.Take(Searched))
        {
            if (block.Kind == BlockKind.Heading || block.Text.Length == 0) continue;
            if (Shared(block.Text, title) is var shared and > 0) found.Add((block.Id, shared));
        }
        if (found.Count > 0) return [.. found.OrderByDescending(f => f.Shared).Take(MostBlocks).Select(f => f.Id)];
        var first = item.Blocks.FirstOrDefault(b => b.Kind != BlockKind.Heading) ?? (item.Blocks.Count > 0 ? item.Blocks[0] : null);
        return first is null ? [] : [first.Id];
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
