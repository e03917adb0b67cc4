using Microsoft.EntityFrameworkCore;
using Toombos.Client.Jobs;
using Toombos.Client.Publishing;
using Toombos.Connectors.Channels;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Publishing;

/// <summary>
/// A job that was cancelled by itself, or given up, leaves no publication behind that waits for ever. What was on its way then is for a person to say: there
/// is no run any more that could find out.
/// </summary>
sealed class SettleWhenJobEnds(ToombosDb db, CancelPublication cancel, Ledger ledger, PublicationDesk desk, TimeProvider clock) : IWhen<JobEnded>
{
    public async Task AnswerAsync(JobEnded told, CancellationToken ct)
    {
        if (told.Job is not { Kind: PublishPayload.Kind, State: JobState.Cancelled or JobState.Failed } job) return;
        if (await db.Publications.FirstOrDefaultAsync(p => p.JobId == job.Id && p.FinishedAt == null, ct) is not { } publication) return;
        foreach (var delivery in await db.Deliveries.Where(d => d.PublicationId == publication.Id && d.State == DeliveryState.Armed).ToListAsync(ct))
            DeliveryMoves.Silence(delivery, await db.DeliveryAttempts.FirstAsync(a => a.DeliveryId == delivery.Id && a.Number == delivery.Attempt, ct), AfterSilence.AskPerson, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        if (job.State == JobState.Cancelled) await cancel.RunAsync(publication, ct);
        else await ledger.RefuseRestAsync(publication, DeliveryProblem.Transient, job.Error ?? "Its job was given up.", ct);
        await desk.SettleAsync(publication, ct);
    }
}
