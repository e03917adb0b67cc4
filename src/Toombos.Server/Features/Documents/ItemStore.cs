using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Documents;

/// <summary>The items of snapshots: written once where they are new, and found again by a snapshot's places.</summary>
public static class ItemStore
{
    extension(ToombosDb db)
    {
        /// <summary>All items of a snapshot in document order.</summary>
        public async Task<List<Item>> ItemsOfAsync(Guid snapshotId, CancellationToken ct) =>
            await db.ItemsAtAsync(await db.Snapshots.Where(s => s.Id == snapshotId).Select(s => s.Places).FirstOrDefaultAsync(ct) ?? [], ct);

        /// <summary>The items that stand at places, in their order.</summary>
        public async Task<List<Item>> ItemsAtAsync(IReadOnlyList<ItemPlace> places, CancellationToken ct)
        {
            var ids = places.Select(p => p.Id).ToList();
            var items = await db.Items.AsNoTracking().Where(i => ids.Contains(i.Id)).Select(i => new { i.Id, i.Item }).ToDictionaryAsync(i => i.Id, i => i.Item, ct);
            // An item goes only with the last snapshot that has it: whoever had that one in hand is told that it is gone.
            return [.. places.Select(p => p.Set(items.GetValueOrDefault(p.Id) ?? throw Missing.Of("snapshot")))];
        }

        /// <summary>Adds those that the source never had to the save under way.</summary>
        /// <returns>Where each stands.</returns>
        internal async Task<IReadOnlyList<ItemPlace>> KeepItemsAsync(Guid sourceId, IReadOnlyList<Item> items, CancellationToken ct)
        {
            var lifted = items.Select(ItemPlace.Lift).ToList();
            var hashes = lifted.ConvertAll(l => StoredItem.HashOf(l.Item));
            var known = await db.Items.Where(i => i.SourceId == sourceId && hashes.Contains(i.Hash)).Select(i => new { i.Hash, i.Id }).ToDictionaryAsync(i => i.Hash, i => i.Id, ct);
            var places = new ItemPlace[lifted.Count];
            for (var at = 0; at < places.Length; at++)
            {
                if (!known.TryGetValue(hashes[at], out var id))
                {
                    var added = StoredItem.Of(sourceId, hashes[at], lifted[at].Item);
                    db.Items.Add(added);
                    known[hashes[at]] = id = added.Id;
                }
                places[at] = new(id, lifted[at].Line, lifted[at].Start);
            }
            return places;
        }
    }
}
