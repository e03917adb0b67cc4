using Toombos.Client.Documents;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>Finds the blocks that a new reading has kept, moved or edited, and hands them their old ids.</summary>
static class BlockAlignment
{
    const double Edited = 0.4;

    /// <summary>Per item, per block: the old id, or null for a block that is new.</summary>
    public static string?[][] Ids(IReadOnlyList<Item> now, IReadOnlyList<Item> before, int[] itemMatch)
    {
        var ids = now.Select(i => new string?[i.Blocks.Count]).ToArray();
        if (before.Count == 0) return ids;
        var matches = now.Select(i => Alignment.Nothing(i.Blocks.Count)).ToArray();
        var taken = before.Select(i => new bool[i.Blocks.Count]).ToArray();

        for (var n = 0; n < ids.Length; n++)
            if (itemMatch[n] is >= 0 and var b) SameText(now[n].Blocks, before[b].Blocks, matches[n], taken[b]);
        MovedBetweenItems(now, before, matches, taken, ids);
        for (var n = 0; n < ids.Length; n++)
        {
            if (itemMatch[n] is not (>= 0 and var b)) continue;
            var (fresh, old) = (now[n].Blocks, before[b].Blocks);
            // Moved in from elsewhere: it has its id, and must not be taken for an edit of a neighbour
            Alignment.ByPlace(matches[n], taken[b], (x, y) => ids[n][x] is null && fresh[x].Kind == old[y].Kind
                && (IsOnlyChange(matches[n], taken[b], x, y) || Likeness.Of(fresh[x].Text, old[y].Text) >= Edited));
            for (var x = 0; x < fresh.Count; x++)
                if (matches[n][x] is >= 0 and var y) ids[n][x] = old[y].Id;
        }
        return ids;
    }

    static void SameText(IReadOnlyList<Block> now, IReadOnlyList<Block> before, int[] match, bool[] taken)
    {
        var places = new Dictionary<string, Queue<int>>(StringComparer.Ordinal);
        for (var b = 0; b < before.Count; b++)
        {
            if (!places.TryGetValue(before[b].Hash, out var queue)) places[before[b].Hash] = queue = new();
            queue.Enqueue(b);
        }
        for (var n = 0; n < now.Count; n++)
            if (places.TryGetValue(now[n].Hash, out var queue) && queue.TryDequeue(out var b)) (match[n], taken[b]) = (b, true);
    }

    static void MovedBetweenItems(IReadOnlyList<Item> now, IReadOnlyList<Item> before, int[][] matches, bool[][] taken, string?[][] ids)
    {
        var places = new Dictionary<string, Queue<(int Item, int Block)>>(StringComparer.Ordinal);
        for (var i = 0; i < before.Count; i++)
            for (var b = 0; b < before[i].Blocks.Count; b++)
            {
                if (taken[i][b]) continue;
                var hash = before[i].Blocks[b].Hash;
                if (!places.TryGetValue(hash, out var queue)) places[hash] = queue = new();
                queue.Enqueue((i, b));
            }
        for (var i = 0; i < now.Count; i++)
            for (var b = 0; b < now[i].Blocks.Count; b++)
                if (matches[i][b] < 0 && places.TryGetValue(now[i].Blocks[b].Hash, out var queue) && queue.TryDequeue(out var place))
                {
                    ids[i][b] = before[place.Item].Blocks[place.Block].Id;
                    taken[place.Item][place.Block] = true;
                }
    }

    /// <summary>One new block in the place of one old block is an edit, however much of it changed.</summary>
    static bool IsOnlyChange(int[] match, bool[] taken, int n, int b) =>
        (n == 0 || match[n - 1] >= 0) && (n + 1 == match.Length || match[n + 1] >= 0)
        && (b == 0 || taken[b - 1]) && (b + 1 == taken.Length || taken[b + 1]);
}
