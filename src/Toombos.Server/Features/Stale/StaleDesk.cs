using Microsoft.EntityFrameworkCore;
using Toombos.Client.Stale;
using Toombos.Server.Features.Documents;
using Toombos.Server.Features.Writing;
using Toombos.Server.Features.Writing.Updating;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Stale;

/// <summary>Holds watched texts against the newest snapshot of their source, and writes down which of them no longer match.</summary>
sealed class StaleDesk(ToombosDb db)
{
    /// <summary>Texts that are read and written together, with the workspace locked.</summary>
    const int Handful = 20;

    /// <summary>Of some drafts, or of all that were written from the source.</summary>
    /// <param name="run">The job that does it; null inside of somebody else's transaction.</param>
    public async Task LookAsync(Guid source, IReadOnlyList<Guid>? drafts, JobRun? run, CancellationToken ct)
    {
        var newest = db.Sources.Where(s => s.Id == source).Select(s => s.LatestSnapshotId);
        if (await db.Snapshots.Where(s => newest.Contains(s.Id)).Select(s => new SnapshotMark(s.Id, s.Number, s.TakenAt)).FirstOrDefaultAsync(ct) is not { } now) return;
        var watched = db.WatchedOf(source);
        if (drafts is not null) watched = watched.Where(v => drafts.Contains(v.DraftId));
        var waiting = await watched.Where(v => v.SnapshotId != now.Id).Select(v => new { v.Id, v.SnapshotId }).ToListAsync(ct);
        var items = waiting.Count == 0 ? [] : await db.ItemsOfAsync(now.Id, ct);
        foreach (var written in waiting.GroupBy(v => v.SnapshotId))
        {
            var then = await db.Snapshots.Where(s => s.Id == written.Key).Select(s => new SnapshotMark(s.Id, s.Number, s.TakenAt)).FirstOrDefaultAsync(ct);
            if (then is null) continue;
            var changes = new SourceChanges(await db.ItemsOfAsync(then.Id, ct), items);
            foreach (var ids in written.Select(v => v.Id).Chunk(Handful))
                if (!await WriteAsync(run, now, source, () => HoldAgainstAsync(watched.Where(v => ids.Contains(v.Id)), source, then, now, changes, ct), ct)) return;
        }
        await WriteAsync(run, now, source, () => ForgetAsync(watched, source, drafts, now, ct), ct);
    }

    /// <summary>False when the source has moved on: the job for that snapshot does it.</summary>
    Task<bool> WriteAsync(JobRun? run, SnapshotMark now, Guid source, Func<Task> work, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        if (run is not null)
        {
            db.ChangeTracker.Clear();
            await run.HoldAsync(db, ct);
        }
        if (!await db.Sources.AnyAsync(s => s.Id == source && s.LatestSnapshotId == now.Id, ct)) return false;
        await work();
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);

    async Task HoldAgainstAsync(IQueryable<DraftVersion> texts, Guid source, SnapshotMark then, SnapshotMark now, SourceChanges changes, CancellationToken ct)
    {
        var versions = await texts.ToListAsync(ct);
        var drafts = versions.ConvertAll(v => v.DraftId);
        var pieces = await db.Drafts.Where(d => drafts.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.PieceId, ct);
        var rows = (await db.StaleDrafts.Where(s => drafts.Contains(s.DraftId)).ToListAsync(ct)).ToLookup(s => s.DraftId);
        foreach (var version in versions)
        {
            var row = rows[version.DraftId].FirstOrDefault(s => s.VersionNumber == version.Number);
            var spots = StaleReading.Of(version.Content, version.Checks.Claims, changes).Spots;
            if (spots.Count == 0)
            {
                if (row is not null) db.StaleDrafts.Remove(row);
                continue;
            }
            var marks = changes.MarksOf(spots);
            if (row is null)
            {
                db.StaleDrafts.Add(row = new()
                {
                    DraftId = version.DraftId, VersionNumber = version.Number, PieceId = pieces[version.DraftId], SourceId = source, ThenId = then.Id, ThenNumber = then.Number, ThenAt = then.TakenAt, Since = now.TakenAt,
                });
                // An edit does not bring back what was ignored, as long as it adds no other change.
                if (rows[version.DraftId].Where(s => s.VersionNumber < version.Number && s.IgnoredAt is not null).OrderBy(s => s.VersionNumber).LastOrDefault(s => !marks.Except(s.Marks).Any()) is { } ignored)
                    row.Ignore(ignored.IgnoredBy!, ignored.IgnoredReason!, ignored.IgnoredAt!.Value);
            }
            else if (marks.Except(row.Marks).Any())
            {
                row.StopIgnoring();
                row.Since = now.TakenAt;
            }
            var blocks = StaleBlocks.Of(spots, changes);
            (row.NowId, row.NowNumber, row.NowAt, row.Sentences, row.ChangeCount) = (now.Id, now.Number, now.TakenAt, spots.Count, blocks.Count);
            if (!row.Marks.SequenceEqual(marks)) (row.Marks, row.Changes) = (marks, StaleBlocks.Cut(blocks, StaleDraft.MostChanges));
        }
    }

    /// <summary>Drops what is not watched any more or matches its source again.</summary>
    async Task ForgetAsync(IQueryable<DraftVersion> watched, Guid source, IReadOnlyList<Guid>? drafts, SnapshotMark now, CancellationToken ct) =>
        db.StaleDrafts.RemoveRange(await db.StaleDrafts.Where(s => s.SourceId == source && (drafts == null || drafts.Contains(s.DraftId))
            && !watched.Any(v => v.DraftId == s.DraftId && v.Number == s.VersionNumber && v.SnapshotId != now.Id)).AsTracking().ToListAsync(ct));
}
