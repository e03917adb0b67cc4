using Microsoft.EntityFrameworkCore;
using Toombos.Client.Publishing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Audiences;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Publishing;

/// <summary>A delivery that is written down as about to be sent, and to whom.</summary>
sealed record ArmedDelivery(Guid Id, int Attempt, string Key, Recipient? Recipient);

/// <summary>
/// Writes the ledger for the run that has the job, and for no other: each write is fenced, and none spans a call to the outside. The answer to one delivery and
/// the arming of the next are one transaction, so a newsletter costs one commit a reader and a crash leaves at most one line in doubt.
/// </summary>
sealed class Ledger(ToombosDb db, AudienceReader readers, PublicationDesk desk, TimeProvider clock)
{
    const int Page = 500;
    static readonly TimeSpan BetweenWrites = TimeSpan.FromSeconds(1);
    const int MostWrites = 20;

    /// <summary>What was armed last and not answered. Where only the word of that commit was lost, the next try finds it armed.</summary>
    ArmedDelivery? _armed;

    /// <summary>
    /// One fenced transaction. A database that is away for a moment is waited for: what was sent must not be forgotten for that. The try before may have been committed all the same, so whatever
    /// the work does is the same when it is done again.
    /// </summary>
    public async Task<T> WriteAsync<T>(JobRun run, Func<Task<T>> work, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            db.ChangeTracker.Clear();
            try
            {
                return await db.InTransactionAsync(async () =>
                {
                    await run.HoldAsync(db, ct);
                    var result = await work();
                    await db.SaveChangesAsync(ct);
                    return result;
                }, ct);
            }
            catch (Exception failure) when (DatabaseAway.Passes(failure) && tries < MostWrites && run.Stopped != JobStop.Lost)
            {
                await Task.Delay(BetweenWrites, clock, ct);
            }
            finally
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>Writes every receiver of a newsletter down, once, however often it is cut short.</summary>
    public async Task PlanAsync(Publication publication, JobRun run, CancellationToken ct)
    {
        var after = await db.Deliveries.Where(d => d.PublicationId == publication.Id).OrderByDescending(d => d.Target).Select(d => (Guid?)d.Target).FirstOrDefaultAsync(ct);
        var page = new List<Recipient>(Page);
        await foreach (var recipient in readers.ReadAsync(publication.AudienceId!.Value, after, ct))
        {
            page.Add(recipient);
            if (page.Count == Page) await WritePageAsync(publication.Id, page, false, run, ct);
        }
        await WritePageAsync(publication.Id, page, true, run, ct);
    }

    async Task WritePageAsync(Guid publication, List<Recipient> page, bool last, JobRun run, CancellationToken ct)
    {
        await WriteAsync(run, async () =>
        {
            var row = await db.Publications.FirstAsync(p => p.Id == publication, ct);
            if (row.CancelledAt is not null || page.Count > 0 && await db.Deliveries.AnyAsync(d => d.PublicationId == publication && d.Target == page[0].SubscriberId, ct)) return false;
            db.Deliveries.AddRange(page.Select(r => new Delivery { PublicationId = publication, Target = r.SubscriberId, UpdatedAt = clock.GetUtcNow() }));
            if (last) row.PlannedAt = clock.GetUtcNow();
            return true;
        }, ct);
        page.Clear();
    }

    /// <summary>What the steps of a delivery have got done; what is kept there is safe when the call returns.</summary>
    public async Task<IDispatchMemory> MemoryOfAsync(Guid delivery, JobRun run, CancellationToken ct) =>
        new DeliveryMemory(this, db, run, delivery, await db.Deliveries.AsNoTracking().Where(d => d.Id == delivery).Select(d => d.Memory).FirstAsync(ct));

    /// <summary>Inside a write: stores what came of a try.</summary>
    public async Task AnswerAsync(ArmedDelivery armed, Action<Delivery, DeliveryAttempt> move, CancellationToken ct)
    {
        if (_armed == armed) _armed = null;
        var delivery = await db.Deliveries.FirstAsync(d => d.Id == armed.Id, ct);
        if (delivery.State != DeliveryState.Armed || delivery.Attempt != armed.Attempt) return; // stored already
        move(delivery, await db.DeliveryAttempts.FirstAsync(a => a.DeliveryId == armed.Id && a.Number == armed.Attempt, ct));
        // Flushed, so that statements over all planned deliveries see it.
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Inside a write: arms the next that is due; passes over readers who have left. Null when none is due.</summary>
    public async Task<ArmedDelivery?> ArmAsync(Publication publication, JobRun run, CancellationToken ct)
    {
        if (_armed is { } before && await db.Deliveries.AnyAsync(d => d.Id == before.Id && d.Attempt == before.Attempt && d.State == DeliveryState.Armed, ct)) return before;
        while (true)
        {
            var now = clock.GetUtcNow();
            if (await db.Deliveries.Where(d => d.PublicationId == publication.Id && d.State == DeliveryState.Planned && (d.NextAttemptAt == null || d.NextAttemptAt <= now))
                .OrderBy(d => d.Id).FirstOrDefaultAsync(ct) is not { } delivery) return null;
            if (delivery.MayHaveArrived && ConnectorList.Find(publication.ChannelKind)?.Remembers < now - await db.DeliveryAttempts.Where(a => a.DeliveryId == delivery.Id).MaxAsync(a => a.ArmedAt, ct))
            {
                DeliveryMoves.GiveUp(delivery, now);
                await db.SaveChangesAsync(ct);
                continue;
            }
            var recipient = publication.AudienceId is null ? null : await RecipientAsync(delivery.Target, ct);
            if (publication.AudienceId is null || recipient is not null)
            {
                if (publication is { ChangesPost: true, DryRun: false } && delivery.Memory.Count == 0 && (await PostHistory.OfAsync(db, publication.Id, ct))?.There is { } there) delivery.GoOnFrom(there);
                db.DeliveryAttempts.Add(DeliveryMoves.Arm(delivery, publication.ContentHash, run.Node, now));
                return _armed = new(delivery.Id, delivery.Attempt, delivery.IdempotencyKey, recipient);
            }
            DeliveryMoves.Cancel(delivery, "No longer on the audience when the turn came.", now);
            await db.SaveChangesAsync(ct);
        }
    }

    /// <summary>Those written down as about to be sent of which nothing more was heard, when it is time to find out.</summary>
    public async Task<IReadOnlyList<ArmedDelivery>> SilentAsync(Publication publication, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var rows = await db.Deliveries.AsNoTracking().Where(d => d.PublicationId == publication.Id && d.State == DeliveryState.Armed && (d.NextAttemptAt == null || d.NextAttemptAt <= now)).OrderBy(d => d.Id).ToListAsync(ct);
        var silent = new List<ArmedDelivery>(rows.Count);
        foreach (var row in rows)
        {
            var recipient = publication.AudienceId is null ? null : await FindRecipientAsync(row.Target, ct);
            silent.Add(new(row.Id, row.Attempt, row.IdempotencyKey, recipient));
        }
        return silent;
    }

    /// <summary>When something of it is to be looked at next; null when nothing is left.</summary>
    public async Task<DateTimeOffset?> NextAsync(Guid publication, CancellationToken ct)
    {
        var open = db.Deliveries.Where(d => d.PublicationId == publication && (d.State == DeliveryState.Planned || d.State == DeliveryState.Armed));
        if (await open.AnyAsync(d => d.NextAttemptAt == null, ct)) return clock.GetUtcNow();
        return await open.OrderBy(d => d.NextAttemptAt).Select(d => d.NextAttemptAt).FirstOrDefaultAsync(ct);
    }

    /// <summary>Inside a write: nothing of it may go out any more.</summary>
    public async Task RefuseRestAsync(Publication publication, DeliveryProblem problem, string sentence, CancellationToken ct)
    {
        if (publication.HasEnded) return;
        await PlannedDeliveries.RefuseAsync(db, publication.Id, problem, sentence, clock.GetUtcNow(), ct);
        (publication.Problem, publication.Error) = (problem, sentence);
        await desk.SettleAsync(publication, ct);
    }

    async Task<Recipient?> RecipientAsync(Guid subscriber, CancellationToken ct) => await readers.MayBeMailedAsync(subscriber, ct) ? await FindRecipientAsync(subscriber, ct) : null;

    Task<Recipient?> FindRecipientAsync(Guid subscriber, CancellationToken ct) =>
        db.Subscribers.Where(s => s.Id == subscriber).Select(s => new Recipient(s.Id, s.Email, s.Name)).FirstOrDefaultAsync(ct);
}
