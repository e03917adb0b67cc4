using System.Collections.Frozen;
using System.Globalization;
using Toombos.Client.Documents;

namespace Toombos.Server.Features.Checks.Claims;

/// <summary>
/// The evidence of a piece: its items' blocks, read once for all its drafts. A block is read when the first draft cites it.
/// Safe to share between threads: two readings of a block are equal, and the later one merely replaces the earlier.
/// </summary>
public sealed class EvidenceIndex
{
    readonly Dictionary<string, (Item Item, Block Block, int Place)> blocks = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> headers = new(StringComparer.Ordinal);
    readonly IReadOnlyList<Item> items;
    readonly EvidenceText?[] blockTexts;
    readonly EvidenceText?[] headerTexts;
    FrozenSet<string>? knownNames;

    EvidenceIndex(IReadOnlyList<Item> items)
    {
        this.items = items;
        headerTexts = new EvidenceText?[items.Count];
        for (var i = 0; i < items.Count; i++)
        {
            headers.TryAdd(items[i].Key, i);
            foreach (var block in items[i].Blocks) blocks.TryAdd(block.Id, (items[i], block, blocks.Count));
        }
        blockTexts = new EvidenceText?[blocks.Count];
    }

    public static EvidenceIndex Of(IReadOnlyList<Item> items) => new(items);

    /// <summary>The item that a block belongs to, or null.</summary>
    internal Item? OwnerOf(string blockId) => blocks.TryGetValue(blockId, out var found) ? found.Item : null;

    internal Item? ItemOf(string key) => headers.TryGetValue(key, out var place) ? items[place] : null;

    /// <summary>What the cited blocks say, and what stands over their items; ids that the piece does not have say nothing.</summary>
    internal CitedEvidence Cited(IReadOnlyList<string> ids)
    {
        var sources = new List<CitedBlock>(ids.Count);
        foreach (var id in ids)
            if (blocks.TryGetValue(id, out var found) && !sources.Exists(s => s.Id == id))
                sources.Add(new(id, blockTexts[found.Place] ??= new(found.Block.Text), Header(headers[found.Item.Key])));
        return new(sources);
    }

    /// <summary>The block that tells most of what a sentence is about: what an uncited sentence may contradict, never what supports it.</summary>
    internal CitedEvidence Likeliest(StatementText sentence)
    {
        (string Id, int Shared) best = ("", 1);
        foreach (var (id, (_, block, place)) in blocks)
        {
            var said = (blockTexts[place] ??= new(block.Text)).In(sentence.Language);
            var shared = sentence.Clauses.Sum(c => said.Clauses.Select(c.SharedWith).DefaultIfEmpty().Max());
            if (shared > best.Shared) best = (id, shared);
        }
        return best.Id.Length > 0 ? Cited([best.Id]) : Cited([]);
    }

    /// <summary>Whether a word stands with a capital within a sentence somewhere in the piece: a name even where it opens a sentence.</summary>
    internal bool IsKnownName(string folded) => (knownNames ??= FindNames()).Contains(folded);

    EvidenceText Header(int place) => headerTexts[place] ??= new(HeaderOf(items[place]));

    static string HeaderOf(Item item) => string.Join('\n', ((string?[])
        [item.Title, item.Anchor, item.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), item.Link, .. item.Tags, item.CategoryTitle, item.Flags.Author, item.ImageAlt])
        .Where(line => !string.IsNullOrEmpty(line)));

    FrozenSet<string> FindNames()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (_, block, place) in blocks.Values)
            if (block.Kind is not (BlockKind.Heading or BlockKind.Code))
                foreach (var word in (blockTexts[place] ??= new(block.Text)).Words)
                    if (word is { Capital: true, Opens: false }) names.Add(word.Folded);
        return names.ToFrozenSet(StringComparer.Ordinal);
    }
}
