using Toombos.Client.Documents;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>Finds for each part of a new reading the part of the old one that it was. Linear but for a bounded look-ahead.</summary>
static class Alignment
{
    const int LookAhead = 8;
    const double Alike = 0.5;

    /// <summary>Index of the old item per new item, or -1. By heading, then by shared blocks, then by place and likeness.</summary>
    public static int[] OfItems(IReadOnlyList<Item> now, IReadOnlyList<Item> before)
    {
        var match = Nothing(now.Count);
        if (before.Count == 0) return match;
        var taken = new bool[before.Count];
        if (now.Any(i => i.Entry is not null) && before.Any(i => i.Entry is not null))
        {
            // What the source itself knows apart is never the same, however alike it looks
            ByName(now, before, match, taken, i => i.Entry ?? "");
            return match;
        }
        ByName(now, before, match, taken, i => $"{i.Category}\n{i.Anchor}");
        ByName(now, before, match, taken, i => i.Anchor);
        BySharedBlocks(now, before, match, taken);
        ByPlace(match, taken, (n, b) => Likeness.Of(TextOf(now[n]), TextOf(before[b])) >= Alike || Likeness.Of(now[n].Anchor, before[b].Anchor) >= Alike);
        return match;
    }

    /// <summary>Pairs what is left between matched neighbours, in order.</summary>
    public static void ByPlace(int[] match, bool[] taken, Func<int, int, bool> alike)
    {
        for (var n = 0; n < match.Length; n++)
        {
            if (match[n] >= 0) continue;
            var newEnd = n;
            while (newEnd < match.Length && match[newEnd] < 0) newEnd++;
            var oldStart = n == 0 ? 0 : match[n - 1] + 1;
            if ((oldStart >= taken.Length || taken[oldStart]) && newEnd < match.Length)
                for (oldStart = match[newEnd]; oldStart > 0 && !taken[oldStart - 1]; oldStart--) { }
            var oldEnd = oldStart;
            while (oldEnd < taken.Length && !taken[oldEnd]) oldEnd++;
            for (var b = oldStart; n < newEnd && b < oldEnd; n++)
                for (var ahead = b; ahead < oldEnd && ahead < b + LookAhead; ahead++)
                {
                    if (!alike(n, ahead)) continue;
                    (match[n], taken[ahead], b) = (ahead, true, ahead + 1);
                    break;
                }
            n = newEnd - 1;
        }
    }

    public static int[] Nothing(int count)
    {
        var match = new int[count];
        Array.Fill(match, -1);
        return match;
    }

    static void ByName(IReadOnlyList<Item> now, IReadOnlyList<Item> before, int[] match, bool[] taken, Func<Item, string> name)
    {
        var places = new Dictionary<string, Queue<int>>(StringComparer.Ordinal);
        for (var b = 0; b < before.Count; b++)
            if (!taken[b])
            {
                if (!places.TryGetValue(name(before[b]), out var queue)) places[name(before[b])] = queue = new();
                queue.Enqueue(b);
            }
        for (var n = 0; n < now.Count; n++)
            if (match[n] < 0 && places.TryGetValue(name(now[n]), out var queue) && queue.TryDequeue(out var b))
                (match[n], taken[b]) = (b, true);
    }

    /// <summary>A reworded heading keeps its item when at least half of the smaller side's blocks are there.</summary>
    static void BySharedBlocks(IReadOnlyList<Item> now, IReadOnlyList<Item> before, int[] match, bool[] taken)
    {
        var owner = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var b = 0; b < before.Count; b++)
            if (!taken[b])
                foreach (var block in before[b].Blocks) owner.TryAdd(block.Hash, b);
        for (var n = 0; n < now.Count && owner.Count > 0; n++)
        {
            if (match[n] >= 0) continue;
            var best = now[n].Blocks.Where(x => owner.ContainsKey(x.Hash)).GroupBy(x => owner[x.Hash])
                .Where(g => !taken[g.Key] && g.Count() * 2 >= Math.Min(now[n].Blocks.Count, before[g.Key].Blocks.Count))
                .OrderByDescending(g => g.Count()).ThenBy(g => g.Key).FirstOrDefault();
            if (best is not null) (match[n], taken[best.Key]) = (best.Key, true);
        }
    }

    static string TextOf(Item item) => item.Blocks.Count == 0 ? item.Title : item.Blocks[0].Text;
}
