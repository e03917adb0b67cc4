using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Server.Features.Documents.Diffing;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Features.Documents.Syncing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Documents;

/// <summary>A source has a newer snapshot than the one before.</summary>
public sealed record SnapshotTaken(Guid SourceId, string SourceName, Guid SnapshotId);

/// <summary>Reads a document's text into the source's next snapshot, unless nothing changed. The one way in which snapshots come to be.</summary>
public sealed class TakeSnapshot(ToombosDb db, IEnumerable<IWhen<SnapshotTaken>> answers, TimeProvider clock)
{
    /// <summary>Adds the snapshot to the context and saves all that the caller has added with it.</summary>
    /// <param name="run">The look at the source that brought the text; what changed is written there.</param>
    public async Task<SyncResult> FromAsync(Source source, string markdown, CancellationToken ct, SyncRunRow? run = null)
    {
        var latest = source.LatestSnapshotId is { } id
            ? await db.Snapshots.Where(s => s.Id == id).Select(Snapshot.AsWire).FirstOrDefaultAsync(ct) ?? throw Missing.Of("source")
            : null;
        var before = latest is null ? null : await ReadingOfAsync(latest, ct);
        var reading = DocumentParser.Parse(markdown, before);

        (source.SyncedAt, source.GoodAt, source.SyncError) = (clock.GetUtcNow(), clock.GetUtcNow(), null);
        source.Version++;
        if (latest?.ContentHash == reading.ContentHash)
        {
            await SaveAsync(null, ct);
            return new(source.ToWire(latest), latest, Changed: false);
        }

        var changes = before is null ? null : DocumentDiff.Between(before.Items, reading.Items);
        var snapshot = new Snapshot
        {
            SourceId = source.Id, Number = ++source.SnapshotCount, ContentHash = reading.ContentHash, TakenAt = clock.GetUtcNow(),
            Title = reading.Title is { } title ? TextCut.AtWord(title, 500) : null, Language = reading.Language, Markdown = markdown,
            ItemCount = reading.Items.Count, BlockCount = reading.Items.Sum(i => i.Blocks.Count), Warnings = reading.Warnings,
            Changes = changes is null ? null : DocumentDiff.Summarise(changes), Places = await db.KeepItemsAsync(source.Id, reading.Items, ct),
        };
        db.Snapshots.Add(snapshot);
        source.LatestSnapshotId = snapshot.Id;
        if (run is not null) (run.Outcome, run.SnapshotId, run.Items) = (SyncOutcome.Changed, snapshot.Id, changes is null ? null : DocumentDiff.CountItems(changes));
        await SaveAsync(before is null ? null : new(source.Id, source.Name, snapshot.Id), ct);
        var wire = snapshot.ToWire();
        return new(source.ToWire(wire), wire, Changed: true);
    }

    async Task<LivingDocument> ReadingOfAsync(Client.Documents.Snapshot snapshot, CancellationToken ct) => new()
    {
        ContentHash = snapshot.ContentHash, Warnings = snapshot.Warnings, Title = snapshot.Title, Language = snapshot.Language,
        Items = await db.ItemsOfAsync(snapshot.Id, ct),
    };

    async Task SaveAsync(SnapshotTaken? taken, CancellationToken ct)
    {
        try
        {
            await db.InTransactionAsync(async () =>
            {
                foreach (var answer in taken is null ? [] : answers) await answer.AnswerAsync(taken!, ct);
                return await db.SaveChangesAsync(ct);
            }, ct);
        }
        catch (DbUpdateException)
        {
            throw new DomainRuleException("source.changed", "This source was changed or synced by somebody else at the same time. Look at its newest snapshot and try again.");
        }
    }
}
