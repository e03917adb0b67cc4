using Microsoft.EntityFrameworkCore;
using Toombos.Client.Publishing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Channels;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Limits;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Publishing;

/// <summary>
/// Does a publication's job: writes its receivers down, finds out about what an earlier run left in doubt, then arms, sends and stores the answer, one after the
/// other. Long lists are done in slices, so that others get their turn.
/// </summary>
sealed class Publish(
    ToombosDb db, Ledger ledger, PublishGate gate, PublicationDesk desk, ChannelDirectory channels, Dispatches dispatches, AccountPace pace, SiteFolders sites, Outbound outbound, TimeProvider clock) : IJobHandler<PublishPayload>
{
    /// <summary>How the queue treats such jobs. Deliveries count their own tries; only what nobody expected uses up the job's.</summary>
    public static JobRules Rules { get; } = new() { MaxAttempts = 10, FirstPause = TimeSpan.FromSeconds(10), Timeout = TimeSpan.FromMinutes(10) };

    public async Task<JobOutcome> RunAsync(PublishPayload payload, JobRun run, CancellationToken ct)
    {
        var (publication, rules) = await BeginAsync(payload.PublicationId, run, ct);
        if (publication is null) return new JobOutcome.Failed("publication.not-found", "The publication is gone.");
        if (publication.HasEnded) return OutcomeOf(publication);
        if (publication.DueAt - clock.GetUtcNow() is var early && early > TimeSpan.FromSeconds(1)) return new JobOutcome.TryLater("publication.early", "Its time has not come.", early, Counts: false);
        if (publication.PlannedAt is null) await ledger.PlanAsync(publication, run, ct);

        var (channel, account, connector) = await channels.OpenAsync(publication.ChannelId, ct);
        var slice = new PublishSlice(db, ledger, gate, dispatches, pace, sites, clock, run) { Publication = publication, Channel = channel, Account = account, Connector = connector, Rules = rules };
        if (await slice.RunAsync(ct) is { } pause) return Later(pause);
        return await EndAsync(publication.Id, run, ct);
    }

    /// <summary>Looks whether its time has come, by the clocks of its zone as they are now, and whether it may still go out.</summary>
    Task<(Publication?, DocumentRules)> BeginAsync(Guid id, JobRun run, CancellationToken ct) => ledger.WriteAsync<(Publication?, DocumentRules)>(run, async () =>
    {
        var now = clock.GetUtcNow();
        if (await db.Publications.FirstOrDefaultAsync(p => p.Id == id, ct) is not { } publication) return (null, DocumentRules.None);
        await RetryIfAskedAsync(publication, run, ct);
        if (publication.HasEnded) return (publication, DocumentRules.None);
        if (publication is { State: PublicationState.Planned, At: { } at }) publication.DueAt = ScheduledTime.Of(at, at.Zone!).Moment;
        if (publication.DueAt > now + TimeSpan.FromSeconds(1)) return (publication, DocumentRules.None);

        publication.State = PublicationState.Publishing;
        publication.DryRun |= !outbound.IsOpen;
        var view = await gate.LookAsync(PublishIntent.Of(publication, now) with { CountsReceivers = publication.PlannedAt is null }, ct);
        if (view.Obstacles is [var obstacle, ..]) await ledger.RefuseRestAsync(publication, DeliveryProblem.Permission, obstacle.Sentence, ct);
        return (publication, view.Rules);
    }, ct);

    /// <summary>Whoever has the job of something finished done again means what failed. A job that was only interrupted before its end counts a failure.</summary>
    async Task RetryIfAskedAsync(Publication publication, JobRun run, CancellationToken ct)
    {
        if (!publication.HasEnded || publication.CancelledAt is not null || await db.Jobs.AnyAsync(j => j.Id == run.Id && j.Failures > 0, ct)) return;
        if (await PlannedDeliveries.RetryAsync(db, publication.Id, clock.GetUtcNow(), ct) == 0 && publication.PlannedAt is not null) return;
        publication.Reopen();
    }

    Task<JobOutcome> EndAsync(Guid id, JobRun run, CancellationToken ct) => ledger.WriteAsync(run, async () =>
    {
        var publication = await db.Publications.FirstAsync(p => p.Id == id, ct);
        return await desk.SettleAsync(publication, ct) ? OutcomeOf(publication) : Later(TimeSpan.Zero);
    }, ct);

    static JobOutcome.TryLater Later(TimeSpan pause) => new("publication.continues", "The rest follows as soon as the account's limit and the other side allow.", pause, Counts: false);

    static JobOutcome OutcomeOf(Publication publication) => publication.State switch
    {
        PublicationState.Published => new JobOutcome.Completed(publication.DryRun ? "A dry run: all was done but sending." : null),
        PublicationState.Cancelled => new JobOutcome.Completed("Called off."),
        PublicationState.Unknown => new JobOutcome.Partial("publication.unknown", "Of some deliveries nobody knows whether they arrived. Look there, and say so in the publication."),
        PublicationState.Partial => new JobOutcome.Partial("publication.partial", publication.Error ?? "Some of it was called off."),
        _ => new JobOutcome.Failed("publication.failed", publication.Error ?? "Nobody was there to receive it."),
    };
}
