using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Connectors.Sources.WebSub;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Secrets;

namespace Toombos.Server.Features.Documents.Hubs;

/// <summary>The feed whose hub is to be asked.</summary>
sealed record SubscribePayload(Guid SourceId)
{
    public const string Kind = "subscribe-feed";

    public static NewJob Job(Guid source, string name) => new() { Title = $"Subscribe to {name}", Key = source.ToString("N"), Related = new Dictionary<string, Guid> { ["sourceId"] = source } };
}

/// <summary>Asks a hub for a subscription, or for a longer one. What stands against it is no failure of the job: the source says it, is read by its schedule, and the hub is asked again.</summary>
sealed class Subscribe(ToombosDb db, HubCalls hubs, SecretBox box, PublicAddress address, TimeProvider clock) : IJobHandler<SubscribePayload>
{
    /// <summary>What is asked for; the hub decides.</summary>
    static readonly TimeSpan Lease = TimeSpan.FromDays(10);

    /// <summary>A hub that has taken a subscription and does not ask back within this has lost it.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(5), LongestPause = TimeSpan.FromDays(1);

    public static JobRules Rules { get; } = new() { MaxAttempts = 3, Quiet = true };

    public async Task<JobOutcome> RunAsync(SubscribePayload payload, JobRun run, CancellationToken ct)
    {
        var source = await db.Sources.AsNoTracking().FirstOrDefaultAsync(s => s.Id == payload.SourceId, ct);
        if (source is null || await db.FeedSubscriptions.FirstOrDefaultAsync(s => s.SourceId == payload.SourceId, ct) is not { } subscription) return new JobOutcome.Completed();
        var (token, secret) = (box.Unprotect(FeedSubscription.SecretPurpose, subscription.SealedToken), box.Unprotect(FeedSubscription.SecretPurpose, subscription.SealedSecret));
        var (silent, outcome) = (subscription is { Hub: not null, State: FeedPushState.Asked }, await hubs.FindAsync(source.Address!, ct));
        if (outcome is HubOutcome.Found { Hub: var hub })
        {
            // Written down before the hub is asked, for it may ask back before it answers.
            (subscription.Hub, subscription.Topic, subscription.NextAt) = (hub.Hub, hub.Topic, clock.GetUtcNow() + Patience);
            if (!Holds(subscription)) subscription.State = FeedPushState.Asked;
            await db.SaveChangesAsync(ct);
            outcome = await hubs.SubscribeAsync(hub, address.Of($"{HubCallback.Path}/{token}"), secret, Lease, ct);
            await db.Entry(subscription).ReloadAsync(ct);
        }
        var settled = subscription.NextAt > clock.GetUtcNow() + Patience;
        if (outcome is HubOutcome.None none) Fail(subscription, $"{none.Sentence} The feed is read by its schedule.", LongestPause);
        // An answer may be lost although the hub has asked back.
        else if (outcome is HubOutcome.Later later && !settled) Fail(subscription, $"{later.Sentence} It is asked again; until then the feed is read by its schedule.");
        else if (silent && !settled) Fail(subscription, "The hub took the subscription and did not ask back. It is asked again; until then the feed is read by its schedule.");
        await db.SaveChangesAsync(ct);
        return new JobOutcome.Completed(subscription.Problem);
    }

    bool Holds(FeedSubscription subscription) => subscription.Until > clock.GetUtcNow();

    void Fail(FeedSubscription subscription, string sentence, TimeSpan? wait = null)
    {
        if (!Holds(subscription)) subscription.State = FeedPushState.Failed;
        var pause = FirstPause * Math.Pow(2, Math.Min(subscription.Failures++, 10));
        (subscription.Problem, subscription.NextAt) = (AuditedText.Clean(sentence, 1000), clock.GetUtcNow() + (wait ?? (pause < LongestPause ? pause : LongestPause)));
    }
}
