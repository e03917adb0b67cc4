using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Toombos.Client.Documents;
using Toombos.Connectors.Sources.WebSub;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Documents.Hubs;

/// <summary>Has the hub of a feed tell of changes, says how that stands, and ends it.</summary>
static class ManagePush
{
    public static async Task<Ok<FeedPush>> Begin(Guid id, ToombosDb db, SecretBox box, JobQueue jobs, Outbound outbound, IOptions<IdentityOptions> options, TimeProvider clock, CancellationToken ct)
    {
        if (outbound.WhyClosed is { } closed) throw new DomainRuleException("outbound.closed", closed);
        var source = await db.Sources.FirstOrDefaultAsync(s => s.Id == id, ct) ?? throw Missing.Of("source");
        if (source.Kind != SourceKind.Feed) throw new DomainRuleException("source.not-a-feed", "Hubs tell of feeds only. For other sources make a secret address that is called when they change.");
        if (options.Value.PublicAddress is not { Length: > 0 })
            throw new DomainRuleException("source.no-public-address", "A hub can't call this server, because its public address is not set. The operator sets Identity:PublicAddress; until then the feed is read by its schedule.");
        var subscription = await db.FeedSubscriptions.FirstOrDefaultAsync(s => s.SourceId == id, ct);
        if (subscription is not null) return TypedResults.Ok(subscription.ToWire(clock.GetUtcNow()));
        var token = Secret.New(FeedSubscription.Prefix);
        subscription = new()
        {
            SourceId = id, TokenHash = Secret.HashOf(token), SealedToken = box.Protect(FeedSubscription.SecretPurpose, token), SealedSecret = box.Protect(FeedSubscription.SecretPurpose, Secret.New("")), NextAt = clock.GetUtcNow().AddMinutes(30),
        };
        await db.InTransactionAsync(async () =>
        {
            db.FeedSubscriptions.Add(subscription);
            await jobs.AddAsync(SubscribePayload.Kind, new SubscribePayload(id), SubscribePayload.Job(id, source.Name), ct);
            return await db.SaveChangesAsync(ct);
        }, ct);
        return TypedResults.Ok(subscription.ToWire(clock.GetUtcNow()));
    }

    public static async Task<Ok<FeedPush>> Get(Guid id, ToombosDb db, TimeProvider clock, CancellationToken ct) => TypedResults.Ok((await FindAsync(id, db, ct)).ToWire(clock.GetUtcNow()));

    public static async Task<NoContent> End(Guid id, ToombosDb db, SecretBox box, HubCalls hubs, PublicAddress address, CancellationToken ct)
    {
        var subscription = await FindAsync(id, db, ct);
        db.FeedSubscriptions.Remove(subscription);
        await db.SaveChangesAsync(ct);
        if (subscription is { Hub: { } hub, Topic: { } topic } && box.TryUnprotect(FeedSubscription.SecretPurpose, subscription.SealedToken) is { } token)
            await hubs.EndAsync(new(hub, topic), address.Of($"{HubCallback.Path}/{token}"), ct);
        return TypedResults.NoContent();
    }

    static async Task<FeedSubscription> FindAsync(Guid id, ToombosDb db, CancellationToken ct) => await db.FeedSubscriptions.FirstOrDefaultAsync(s => s.SourceId == id, ct) ?? throw Missing.Of("feed push");
}
