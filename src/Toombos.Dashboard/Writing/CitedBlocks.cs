using Toombos.Client;
using Toombos.Client.Documents;

namespace Toombos.Dashboard.Writing;

/// <summary>A block with the item it stands in.</summary>
public sealed record CitedBlock(Item Item, Block Block);

/// <summary>The blocks that drafts of a snapshot may cite, read once while somebody works on its drafts.</summary>
sealed class CitedBlocks(ToombosClient client)
{
    Guid _snapshot;
    IReadOnlyDictionary<string, CitedBlock> _blocks = new Dictionary<string, CitedBlock>();

    /// <summary>Reads pages of items until those of the piece are found; other items are not kept.</summary>
    public async Task<IReadOnlyDictionary<string, CitedBlock>> OfAsync(Guid snapshot, IReadOnlyCollection<string> items, CancellationToken ct)
    {
        if (_snapshot == snapshot) return _blocks;
        var wanted = items.ToHashSet(StringComparer.Ordinal);
        var blocks = new Dictionary<string, CitedBlock>(StringComparer.Ordinal);
        string? after = null;
        do
        {
            var page = await client.Documents.ListItemsAsync(snapshot, after: after, limit: 100, ct: ct);
            foreach (var item in page.Items.Where(i => wanted.Count == 0 || wanted.Contains(i.Key)))
                foreach (var block in item.Blocks) blocks[block.Id] = new(item, block);
            after = page.Next;
        }
        while (after is not null);
        (_snapshot, _blocks) = (snapshot, blocks);
        return blocks;
    }
}
