using Toombos.Client.Documents;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>Gives items their keys and blocks their ids, and keeps those of the reading before for what is still the same or was edited.</summary>
static class Continuity
{
    public static IReadOnlyList<Item> Assign(IReadOnlyList<Item> items, IReadOnlyList<Item> before)
    {
        var itemMatch = Alignment.OfItems(items, before);
        var keys = Keys(items, before, itemMatch);
        var ids = BlockAlignment.Ids(items, before, itemMatch);

        var used = ids.SelectMany(i => i).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var ordinals = new Dictionary<string, int>(StringComparer.Ordinal);
        var result = new Item[items.Count];
        for (var i = 0; i < result.Length; i++)
        {
            var blocks = new Block[items[i].Blocks.Count];
            for (var b = 0; b < blocks.Length; b++)
                blocks[b] = items[i].Blocks[b] with { Id = ids[i][b] ?? Fresh(items[i].Blocks[b], used, ordinals) };
            result[i] = items[i] with { Key = keys[i], Blocks = blocks };
        }
        return result;
    }

    static string Fresh(Block block, HashSet<string> used, Dictionary<string, int> ordinals)
    {
        for (var ordinal = ordinals.GetValueOrDefault(block.Hash); ; ordinal++)
        {
            var id = BlockIdentity.Id(block.Hash, block.Kind, ordinal);
            if (!used.Add(id)) continue;
            ordinals[block.Hash] = ordinal + 1;
            return id;
        }
    }

    static string[] Keys(IReadOnlyList<Item> items, IReadOnlyList<Item> before, int[] match)
    {
        // The key of an entry that is gone is nobody else's: the source itself says that they are two
        var kept = match.ToHashSet();
        var used = before.Where((item, at) => item.Entry is not null || kept.Contains(at)).Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        var keys = new string[items.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            if (match[i] >= 0) { keys[i] = before[match[i]].Key; continue; }
            var slug = Slug.From(items[i].Anchor, 90);
            var number = next.GetValueOrDefault(slug, 1);
            string key;
            do key = number == 1 ? slug : $"{slug}-{number}"; while (!used.Add(key) && ++number > 0);
            next[slug] = number + 1;
            keys[i] = key;
        }
        return keys;
    }
}
