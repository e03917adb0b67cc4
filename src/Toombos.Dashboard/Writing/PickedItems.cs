using Toombos.Client;
using Toombos.Client.Documents;

namespace Toombos.Dashboard.Writing;

/// <summary>What the picker shows of an item; its blocks are not kept.</summary>
public sealed record PickableItem(string Key, string Title, string? Category, string? CategoryTitle, DateOnly? Date, bool Published, bool Featured, string Text);

/// <summary>The items of a snapshot, those that are chosen, and those that are new since the last piece.</summary>
public sealed class PickedItems(Guid snapshot, IReadOnlyList<PickableItem> all, IReadOnlySet<string>? changed)
{
    const int Excerpt = 160;

    public Guid Snapshot => snapshot;
    public IReadOnlyList<PickableItem> All => all;

    /// <summary>Keys of items added or changed since the last piece; null when there is none to compare with.</summary>
    public IReadOnlySet<string>? Changed => changed;

    public HashSet<string> Chosen { get; } = all.Where(i => i.Published).Select(i => i.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>Everything publishable is chosen, so the request need not name it.</summary>
    public bool IsEverything => Chosen.SetEquals(all.Where(i => i.Published).Select(i => i.Key));

    public IEnumerable<string> InOrder() => all.Select(i => i.Key).Where(Chosen.Contains);

    public static async Task<PickedItems> ReadAsync(ToombosClient client, Guid source, Guid snapshot, CancellationToken ct)
    {
        var items = new List<PickableItem>();
        string? after = null;
        do
        {
            var page = await client.Documents.ListItemsAsync(snapshot, after: after, limit: 100, ct: ct);
            items.AddRange(page.Items.Select(Slim));
            after = page.Next;
        }
        while (after is not null);
        return new(snapshot, items, await ChangedSinceLastPieceAsync(client, source, snapshot, ct));
    }

    static async Task<IReadOnlySet<string>?> ChangedSinceLastPieceAsync(ToombosClient client, Guid source, Guid snapshot, CancellationToken ct)
    {
        var pieces = await client.Writing.ListPiecesAsync(source, limit: 1, ct: ct);
        if (pieces.Items is not [var last, ..]) return null;
        if (last.SnapshotId == snapshot) return new HashSet<string>();
        var diff = await client.Documents.GetDiffAsync(snapshot, last.SnapshotId, ct);
        return diff.Items.Where(i => i.Kind is ChangeKind.Added or ChangeKind.Changed).Select(i => i.ItemKey).ToHashSet(StringComparer.Ordinal);
    }

    static PickableItem Slim(Item item)
    {
        var text = item.Blocks.FirstOrDefault(b => b.Kind is BlockKind.Paragraph or BlockKind.ListItem or BlockKind.Quote)?.Text ?? "";
        return new(item.Key, item.Title, item.Category, item.CategoryTitle, item.Date, item.Flags.Published, item.Flags.Featured, text.Length <= Excerpt ? text : text[..Cut(text)] + "…");
    }

    /// <summary>Never between the halves of a character.</summary>
    static int Cut(string text) => char.IsLowSurrogate(text[Excerpt]) ? Excerpt - 1 : Excerpt;
}
