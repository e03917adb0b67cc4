using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Toombos.Client.Webhooks;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Events;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Webhooks;

/// <summary>
/// Tells a webhook of the events that it has not heard yet, one after the other. What can't be delivered holds up what comes after it, so that a receiver which was
/// away hears everything in its order; only a message whose content is refused again and again is left out.
/// </summary>
sealed class PushWebhook(ToombosDb db, WebhookLog book, WebhookSender sender, Outbound outbound, IOptions<WebhooksOptions> options, TimeProvider clock) : IJobHandler<PushPayload>
{
    const int Handful = 20, TriesOfRefused = 5;
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(1), Soon = TimeSpan.FromSeconds(1), WhileClosed = TimeSpan.FromMinutes(5);

    /// <summary>Failures are the webhook's, which may fail for days; the job itself never gives up.</summary>
    public static JobRules Rules { get; } = new() { MaxAttempts = 1000, FirstPause = TimeSpan.FromSeconds(5), LongestPause = TimeSpan.FromHours(1), Timeout = TimeSpan.FromMinutes(5), Quiet = true };

    public async Task<JobOutcome> RunAsync(PushPayload payload, JobRun run, CancellationToken ct)
    {
        if (outbound.WhyClosed is { } why) return new JobOutcome.TryLater("outbound.closed", why, WhileClosed, Counts: false);
        var began = clock.GetTimestamp();
        while (clock.GetElapsedTime(began) < Longest)
        {
            if (await db.Webhooks.AsNoTracking().FirstOrDefaultAsync(w => w.Id == payload.WebhookId, ct) is not { State: WebhookState.Active } webhook) return new JobOutcome.Completed();
            var events = await db.Events.AsNoTracking().Where(e => e.Sequence > webhook.Told).OrderBy(e => e.Sequence).Take(Handful).ToListAsync(ct);
            if (events.Count == 0) return new JobOutcome.Completed();
            if (await TellAsync(webhook, events, run, ct) is { } pause) return new JobOutcome.TryLater("webhook.failing", "The receiver did not take a message.", pause, Counts: false);
        }
        return new JobOutcome.TryLater("webhook.continues", "The rest follows.", TimeSpan.Zero, Counts: false);
    }

    /// <summary>Tells of some events and writes down what came of it.</summary>
    /// <returns>How long to wait before the next try; null where there is nothing to wait for.</returns>
    async Task<TimeSpan?> TellAsync(WebhookEndpoint webhook, IReadOnlyList<EventRow> events, JobRun run, CancellationToken ct)
    {
        var (kinds, began, page) = (EventFilter.Named(webhook.Kinds), clock.GetTimestamp(), new WebhookPage(webhook.Told));
        foreach (var one in events)
        {
            if (ct.IsCancellationRequested || clock.GetElapsedTime(began) > Soon) break;
            if (!kinds.Contains(one.Kind))
            {
                page.Told = one.Sequence;
                continue;
            }
            var (answer, tried) = await sender.TellAsync(webhook, one, ct);
            var refused = answer is ChannelAnswer.Rejected { Problem: ChannelProblem.Content or ChannelProblem.Media };
            var left = refused && await book.TriesOfAsync(webhook.Id, one.Sequence, ct) + 1 >= TriesOfRefused;
            page.Lines.Add(new(one, tried, tried.Delivered ? WebhookDeliveryState.Delivered : left ? WebhookDeliveryState.Failed : WebhookDeliveryState.Retrying));
            if (tried.Delivered || left) page.Told = one.Sequence;
            else
            {
                page.Failure = new(tried.Sentence!, PauseOf(answer, webhook), WhyDisabled(answer, webhook, tried));
                break;
            }
        }
        // What was sent is written down even when the run is to stop.
        await book.WriteAsync(webhook.Id, page, run, CancellationToken.None);
        ct.ThrowIfCancellationRequested();
        return page.Failure is { Disables: null } failure ? failure.Pause : null;
    }

    static TimeSpan PauseOf(ChannelAnswer answer, WebhookEndpoint webhook)
    {
        var (pause, asked) = (JobMoves.PauseOf(webhook.Failures + 1, Rules), (answer as ChannelAnswer.TryLater)?.After);
        return asked > pause ? (asked < TimeSpan.FromDays(1) ? asked.Value : TimeSpan.FromDays(1)) : pause;
    }

    /// <summary>Why a webhook is to be switched off now; null while there is hope.</summary>
    string? WhyDisabled(ChannelAnswer answer, WebhookEndpoint webhook, WebhookTry tried)
    {
        if (answer is ChannelAnswer.Rejected { Gone: true }) return $"The receiver says that it is gone for good. {tried.Sentence}";
        var patience = TimeSpan.FromHours(options.Value.DisableAfterHours);
        return webhook.FailingSince is { } since && clock.GetUtcNow() - since >= patience ? $"Nothing could be delivered for {patience.TotalHours:0} hours. {tried.Sentence}" : null;
    }
}
