using Microsoft.EntityFrameworkCore;
using Toombos.Client.Webhooks;
using Toombos.Server.Platform.Alerts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Webhooks;

/// <summary>A message and what came of it.</summary>
sealed record WebhookLine(EventRow Event, WebhookTry Try, WebhookDeliveryState State);

/// <summary>Why a webhook does not get on.</summary>
/// <param name="Disables">Why it is to be switched off; null when it is tried again after the pause.</param>
sealed record WebhookFailure(string Sentence, TimeSpan Pause, string? Disables);

/// <summary>What a run has done since it last wrote that down.</summary>
sealed class WebhookPage(long from)
{
    public long From { get; } = from;
    public long Told { get; set; } = from;
    public List<WebhookLine> Lines { get; } = [];
    public WebhookFailure? Failure { get; set; }
}

/// <summary>Writes down what webhooks were told, how far they are and how they stand.</summary>
sealed class WebhookLog(ToombosDb db, TimeProvider clock)
{
    public Task<int> TriesOfAsync(Guid webhook, long sequence, CancellationToken ct) =>
        db.WebhookDeliveries.Where(d => d.WebhookId == webhook && d.Sequence == sequence).Select(d => d.Tries).FirstOrDefaultAsync(ct);

    public Task WriteAsync(Guid id, WebhookPage page, JobRun run, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        db.ChangeTracker.Clear();
        await run.HoldAsync(db, ct);
        if (await db.Webhooks.FirstOrDefaultAsync(w => w.Id == id, ct) is not { } webhook) return 0;
        // Where somebody has set it to another place in the meantime, that place counts.
        await db.Webhooks.Where(w => w.Id == id && w.Told == page.From).ExecuteUpdateAsync(set => set.SetProperty(w => w.Told, page.Told), ct);
        await NoteAsync(id, page.Lines, ct);
        if (page.Failure is { Disables: { } why }) Disable(webhook, why);
        else if (page.Failure is { } failure) await FailAsync(webhook, failure, ct);
        else if (page.Lines.Count > 0 && webhook.FailingSince is not null) webhook.Forgive();
        return await db.SaveChangesAsync(ct);
    }, ct);

    async Task NoteAsync(Guid webhook, List<WebhookLine> lines, CancellationToken ct)
    {
        var sequences = lines.ConvertAll(l => l.Event.Sequence);
        var known = sequences.Count == 0 ? [] : await db.WebhookDeliveries.Where(d => d.WebhookId == webhook && sequences.Contains(d.Sequence)).ToDictionaryAsync(d => d.Sequence, ct);
        foreach (var (one, tried, state) in lines)
        {
            if (!known.TryGetValue(one.Sequence, out var row)) db.WebhookDeliveries.Add(row = WebhookDeliveryRow.Of(webhook, one));
            row.Note(tried, state);
        }
    }

    /// <summary>That it begins to fail is announced; each further failure is not, or the news of it would be the next message.</summary>
    async Task FailAsync(WebhookEndpoint webhook, WebhookFailure failure, CancellationToken ct)
    {
        var (now, problem) = (clock.GetUtcNow(), Bounded(failure.Sentence));
        if (webhook.FailingSince is null) (webhook.FailingSince, webhook.Failures, webhook.Problem, webhook.NextTryAt) = (now, 1, problem, now + failure.Pause);
        else
        {
            await db.Webhooks.Where(w => w.Id == webhook.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(w => w.Failures, w => w.Failures + 1).SetProperty(w => w.Problem, problem).SetProperty(w => w.NextTryAt, now + failure.Pause), ct);
        }
    }

    void Disable(WebhookEndpoint webhook, string why)
    {
        (webhook.State, webhook.Problem, webhook.NextTryAt) = (WebhookState.Disabled, Bounded(why), null);
        db.Alerts.Add(AlertRow.Of(webhook.Id, "webhook.disabled", $"The webhook {webhook.Name} was switched off. {why} Mend the receiver, then switch the webhook on: it goes on where it was.", clock.GetUtcNow(), new() { ["webhookId"] = webhook.Id }));
    }

    static string Bounded(string sentence) => sentence.Length <= WebhookEndpoint.ProblemLength ? sentence : sentence[..WebhookEndpoint.ProblemLength];
}
