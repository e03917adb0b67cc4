using Microsoft.EntityFrameworkCore;
using Toombos.Client.Publishing;
using Toombos.Server.Features.Publishing.Measuring;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;
using Wire = Toombos.Client.Publishing.Publication;

namespace Toombos.Server.Features.Publishing;

/// <summary>Finds publications, counts their ledgers, gives them their job and writes how they stand; shared by every use case that touches one.</summary>
public sealed class PublicationDesk(ToombosDb db, JobQueue queue, TimeProvider clock)
{
    static readonly DeliveryCounts Nothing = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>Tracked.</summary>
    public async Task<Publication> FindAsync(Guid id, CancellationToken ct) => await db.Publications.FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw Missing.Of("publication");

    public async Task<Wire> ShowAsync(Publication publication, CancellationToken ct) => publication.ToWire(await CountAsync(publication.Id, ct));

    public async Task<DeliveryCounts> CountAsync(Guid id, CancellationToken ct) => (await CountAsync([id], ct)).GetValueOrDefault(id, Nothing);

    /// <summary>The ledgers of several in one query; of one that has no lines yet there is no entry.</summary>
    public async Task<IReadOnlyDictionary<Guid, DeliveryCounts>> CountAsync(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var groups = await db.Deliveries.Where(d => ids.Contains(d.PublicationId)).GroupBy(d => new { d.PublicationId, d.State })
            .Select(g => new { g.Key.PublicationId, g.Key.State, Count = g.Count() }).ToListAsync(ct);
        return groups.GroupBy(g => g.PublicationId).ToDictionary(g => g.Key, g =>
        {
            int Of(DeliveryState state) => g.FirstOrDefault(c => c.State == state)?.Count ?? 0;
            return new DeliveryCounts(Of(DeliveryState.Planned), Of(DeliveryState.Armed), Of(DeliveryState.Sent), Of(DeliveryState.Confirmed), Of(DeliveryState.Failed), Of(DeliveryState.Cancelled), Of(DeliveryState.Unknown));
        });
    }

    public static Wire Show(Publication publication, IReadOnlyDictionary<Guid, DeliveryCounts> counts) => publication.ToWire(counts.GetValueOrDefault(publication.Id, Nothing));

    /// <summary>Gives it a job. One at a time works for an account, over all nodes.</summary>
    public async Task EnqueueAsync(Publication publication, CancellationToken ct)
    {
        var job = await queue.AddAsync(PublishPayload.Kind, new PublishPayload(publication.Id), new()
        {
            Title = $"{(publication.Withdraws ? "Take down" : publication.DryRun ? "Rehearse" : publication.ChangesPost ? "Change" : "Publish")} {publication.Title} on {publication.ChannelName}",
            DueAt = publication.DueAt, Key = publication.Id.ToString("N"), Serial = publication.ChannelId, ChannelId = publication.ChannelId,
            Related = new Dictionary<string, Guid> { ["publicationId"] = publication.Id, ["pieceId"] = publication.PieceId, ["draftId"] = publication.DraftId, ["channelId"] = publication.ChannelId },
        }, ct);
        publication.JobId = job.Id;
    }

    /// <summary>Has it done again: what is planned in its ledger is sent now.</summary>
    public async Task ReopenAsync(Publication publication, CancellationToken ct)
    {
        publication.Reopen();
        publication.DueAt = clock.GetUtcNow();
        await EnqueueAsync(publication, ct);
    }

    /// <summary>Writes how it stands where nothing is left to do. False while something is.</summary>
    public async Task<bool> SettleAsync(Publication publication, CancellationToken ct)
    {
        var counts = await CountAsync(publication.Id, ct);
        if (publication.StateOf(counts) is var state && state == PublicationState.Publishing) return false;
        (publication.State, publication.FinishedAt) = (state, publication.FinishedAt ?? clock.GetUtcNow());
        var first = await db.Deliveries.Where(d => d.PublicationId == publication.Id && (d.State == DeliveryState.Failed || d.State == DeliveryState.Unknown))
            .OrderBy(d => d.Id).Select(d => new { d.Error, d.Problem }).FirstOrDefaultAsync(ct);
        if (first is not null || counts.Total > 0) (publication.Error, publication.Problem) = (first?.Error, first?.Problem);
        if (state is PublicationState.Published or PublicationState.Partial) await MeasureAsync(publication, ct);
        return true;
    }

    /// <summary>From now on it is read how it fares. What it takes the place of is the same thing at the network, and is read no more.</summary>
    async Task MeasureAsync(Publication publication, CancellationToken ct)
    {
        if (await db.Measurements.AnyAsync(m => m.Id == publication.Id, ct)) return;
        var reference = await db.Deliveries.Where(d => d.PublicationId == publication.Id && d.Reference != null).Select(d => d.Reference).FirstOrDefaultAsync(ct);
        if (Measurement.Of(publication, reference, clock.GetUtcNow()) is not { } measurement) return;
        db.Measurements.Add(measurement);
        if (publication.UpdateOfId is not null) await db.Measurements.Where(m => m.ChannelId == measurement.ChannelId && m.Reference == measurement.Reference && m.NextAt != null).ExecuteUpdateAsync(set => set.SetProperty(m => m.NextAt, (DateTimeOffset?)null), ct);
    }

    /// <summary>Gives what waits another time. A job that is just about to begin finds out by itself that it is too early.</summary>
    public async Task MoveAsync(Publication publication, LocalTime at, DateTimeOffset due, CancellationToken ct)
    {
        (publication.At, publication.DueAt) = (at, due);
        if (await db.Jobs.FirstOrDefaultAsync(j => j.Id == publication.JobId, ct) is { } job) JobQueue.Move(job, due);
    }

    /// <summary>Ends its job where it waits, and has it stop where it runs.</summary>
    public async Task StopJobAsync(Publication publication, CancellationToken ct)
    {
        if (await db.Jobs.FirstOrDefaultAsync(j => j.Id == publication.JobId, ct) is not { HasEnded: false } job) return;
        JobMoves.CallOff(job, clock.GetUtcNow(), db);
        if (job.HasEnded) await JobMoves.SettleAsync(db, [job], clock.GetUtcNow(), ct);
    }
}
