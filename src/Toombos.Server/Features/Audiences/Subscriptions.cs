using Microsoft.EntityFrameworkCore;
using Toombos.Client.Audiences;
using Toombos.Server.Features.Usage;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Audiences;

/// <summary>
/// Ends letters to somebody, begins them again at the reader's word, and forgets people. Every door through which that happens comes here, also whoever
/// sends letters and hears that they came back. Works in the workspace that was entered; calling it twice changes nothing.
/// </summary>
public sealed class Subscriptions(ToombosDb db, UsageDesk usage, TimeProvider clock)
{
    /// <summary>A reader's or member's word ends the letters of one list; a bounce or complaint suppresses the address in the whole workspace.</summary>
    /// <param name="publication">The publication whose link was used.</param>
    /// <returns>False when nobody with this id is there any more.</returns>
    public Task<bool> EndAsync(Guid subscriberId, EndReason reason, Guid? publication, CancellationToken ct) => ChangeAsync(subscriberId, async subscriber =>
    {
        if (reason is EndReason.Reader or EndReason.Asked)
        {
            if (subscriber.State == SubscriberState.Subscribed) End(subscriber, SubscriberState.Unsubscribed, reason, publication);
            return;
        }
        await SuppressAsync(subscriber, reason == EndReason.Bounced ? SuppressionReason.Bounced : SuppressionReason.Complained, ct);
        foreach (var one in await OfAddressAsync(subscriber, ct))
        {
            if (one.State != SubscriberState.Suppressed) End(one, SubscriberState.Suppressed, reason, one == subscriber ? publication : null);
        }
    }, ct);

    /// <summary>The reader wants nothing of this workspace any more.</summary>
    public Task<bool> EndEverythingAsync(Guid subscriberId, Guid? publication, CancellationToken ct) => ChangeAsync(subscriberId, async subscriber =>
    {
        await SuppressAsync(subscriber, SuppressionReason.Everything, ct);
        foreach (var one in await OfAddressAsync(subscriber, ct))
        {
            if (one.State == SubscriberState.Subscribed) End(one, SubscriberState.Unsubscribed, EndReason.Reader, one == subscriber ? publication : null);
        }
    }, ct);

    /// <summary>The reader takes it back for this list. What came of a bounce or a complaint stays. 402 when the plan has no place left.</summary>
    public Task<bool> ResumeAsync(Guid subscriberId, CancellationToken ct) => ChangeAsync(subscriberId, async subscriber =>
    {
        var suppressed = await FindAsync(subscriber, ct);
        if (subscriber.State != SubscriberState.Unsubscribed || suppressed is { IsReadersWord: false }) return;
        await usage.RequireRoomAsync(Quota.Subscribers, ct);
        var consent = new ListConsent
        {
            AudienceId = subscriber.AudienceId, Source = ConsentSource.Reader, By = "Reader", Statement = "Subscribed again on the page behind the unsubscribe link.", At = clock.GetUtcNow(), People = 1,
        };
        db.ListConsents.Add(consent);
        if (suppressed is not null) db.Suppressions.Remove(suppressed);
        (subscriber.State, subscriber.ConsentId, subscriber.EndedAt, subscriber.EndReason, subscriber.EndedByPublicationId) = (SubscriberState.Subscribed, consent.Id, null, null, null);
    }, ct);

    /// <summary>Takes somebody off the list; one who had left is remembered by the fingerprint.</summary>
    public Task<bool> RemoveAsync(Guid subscriberId, CancellationToken ct) => ChangeAsync(subscriberId, async subscriber =>
    {
        if (subscriber.State != SubscriberState.Subscribed) await SuppressAsync(subscriber, SuppressionReason.Left, ct);
        await ForgetAsync([subscriber], ct);
    }, ct);

    /// <summary>Takes a person off every list of the workspace; the fingerprint stays.</summary>
    public Task<bool> EraseAsync(Guid subscriberId, CancellationToken ct) => ChangeAsync(subscriberId, async subscriber =>
    {
        await SuppressAsync(subscriber, SuppressionReason.Erased, ct);
        await ForgetAsync(await OfAddressAsync(subscriber, ct), ct);
    }, ct);

    Task<bool> ChangeAsync(Guid subscriberId, Func<Subscriber, Task> change, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        if (await db.Subscribers.FirstOrDefaultAsync(s => s.Id == subscriberId, ct) is not { } subscriber) return false;
        await change(subscriber);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);

    void End(Subscriber subscriber, SubscriberState state, EndReason reason, Guid? publication) =>
        (subscriber.State, subscriber.EndedAt, subscriber.EndReason, subscriber.EndedByPublicationId) = (state, clock.GetUtcNow(), reason, publication);

    /// <summary>A graver reason replaces the reader's word, never the other way round.</summary>
    async Task SuppressAsync(Subscriber subscriber, SuppressionReason reason, CancellationToken ct)
    {
        if (await FindAsync(subscriber, ct) is not { } there) db.Suppressions.Add(new() { Fingerprint = subscriber.Fingerprint, Reason = reason, At = clock.GetUtcNow() });
        else if (there.IsReadersWord) there.Reason = reason;
    }

    /// <summary>What was said of one person alone goes with the person.</summary>
    async Task ForgetAsync(IReadOnlyList<Subscriber> subscribers, CancellationToken ct)
    {
        db.Subscribers.RemoveRange(subscribers);
        var consents = subscribers.Select(s => s.ConsentId).ToList();
        db.ListConsents.RemoveRange(await db.ListConsents.Where(c => consents.Contains(c.Id) && c.Source != ConsentSource.Import).ToListAsync(ct));
    }

    Task<Suppression?> FindAsync(Subscriber subscriber, CancellationToken ct) => db.Suppressions.FirstOrDefaultAsync(s => s.Fingerprint == subscriber.Fingerprint, ct);

    Task<List<Subscriber>> OfAddressAsync(Subscriber subscriber, CancellationToken ct) => db.Subscribers.Where(s => s.Fingerprint == subscriber.Fingerprint).ToListAsync(ct);
}
