using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Documents;

/// <summary>Removes old snapshots of the workspace that has been entered, and the items that none holds any longer; the newest of each source, and whatever is named, stay.</summary>
public sealed class PruneSnapshots(ToombosDb db)
{
    /// <returns>How many snapshots are gone.</returns>
    public async Task<int> RunAsync(int keep, IQueryable<Guid> named, CancellationToken ct)
    {
        var all = db.Snapshots;
        var old = all.Where(s => all.Count(newer => newer.SourceId == s.SourceId && newer.Number > s.Number) >= keep && !named.Contains(s.Id));
        var gone = 0;
        foreach (var source in await old.Select(s => s.SourceId).Distinct().ToListAsync(ct))
            gone += await db.InTransactionAsync(() => OfSourceAsync(source, old, ct), ct);
        return gone;
    }

    async Task<int> OfSourceAsync(Guid source, IQueryable<Snapshot> old, CancellationToken ct)
    {
        // Whoever takes a snapshot at this moment counts the version on too, so one of both has to try again: no item goes that a new snapshot holds.
        if (await db.Sources.Where(s => s.Id == source).ExecuteUpdateAsync(s => s.SetProperty(x => x.Version, x => x.Version + 1), ct) == 0) return 0;
        var gone = await old.Where(s => s.SourceId == source).ExecuteDeleteAsync(ct);
        var held = new HashSet<Guid>();
        await foreach (var places in db.Snapshots.Where(s => s.SourceId == source).Select(s => s.Places).AsAsyncEnumerable().WithCancellation(ct))
            held.UnionWith(places.Select(p => p.Id));
        foreach (var loose in (await db.Items.Where(i => i.SourceId == source).Select(i => i.Id).ToListAsync(ct)).Where(id => !held.Contains(id)).Chunk(1000))
            await db.Items.Where(i => loose.Contains(i.Id)).ExecuteDeleteAsync(ct);
        return gone;
    }
}
