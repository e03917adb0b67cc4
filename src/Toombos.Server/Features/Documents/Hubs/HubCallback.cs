using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Server.Features.Documents.Hooks;
using Toombos.Server.Features.Documents.Syncing;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Documents.Hubs;

/// <summary>Where hubs ask back whether a subscription is meant, and tell of changes. What they tell is not read: it only makes the feed be read.</summary>
static class HubCallback
{
    public const string Path = "/hubs";
    const int LongestChallenge = 1000;
    static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5), Longest = TimeSpan.FromDays(30);

    /// <summary>A question by GET: the challenge comes back where this is what was asked for.</summary>
    public static async Task<IResult> Verify(string token, HttpRequest request, ToombosDb db, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        var query = request.Query;
        if (await FindAsync(token, db, tenant, ct) is not { } subscription || subscription.Topic is { } topic && query["hub.topic"] != topic) return TypedResults.NotFound();
        var now = clock.GetUtcNow();
        if (query["hub.mode"] == "denied")
        {
            subscription.State = FeedPushState.Failed;
            subscription.Problem = AuditedText.Clean($"The hub does not tell of this feed{(query["hub.reason"].ToString() is { Length: > 0 } reason ? $": “{reason}”" : "")}. The feed is read by its schedule.", 1000);
            (subscription.Until, subscription.NextAt) = (null, now.AddDays(1));
            await db.SaveChangesAsync(ct);
            return TypedResults.Ok();
        }
        var challenge = query["hub.challenge"].ToString();
        if (query["hub.mode"] != "subscribe" || challenge.Length is 0 or > LongestChallenge || !long.TryParse(query["hub.lease_seconds"].ToString(), CultureInfo.InvariantCulture, out var seconds) || seconds <= 0) return TypedResults.NotFound();
        var lease = TimeSpan.FromSeconds(Math.Clamp(seconds, Shortest.TotalSeconds, Longest.TotalSeconds));
        // Renewed when a tenth is left, while what was granted before still holds.
        (subscription.State, subscription.Problem, subscription.Failures, subscription.Until, subscription.NextAt) = (FeedPushState.Active, null, 0, now + lease, now + lease * 0.9);
        await db.SaveChangesAsync(ct);
        return TypedResults.Text(challenge, "text/plain");
    }

    /// <summary>Whatever comes is answered as taken, as WebSub wants it: whoever guesses learns nothing.</summary>
    public static async Task<IResult> Tell(string token, HttpRequest request, ToombosDb db, Tenant tenant, SecretBox box, JobQueue jobs, TimeProvider clock, CancellationToken ct)
    {
        if (await FindAsync(token, db, tenant, ct) is not { } subscription) return TypedResults.StatusCode(StatusCodes.Status410Gone);
        if (subscription.Until is null || !await IsSignedAsync(request, box.Unprotect(FeedSubscription.SecretPurpose, subscription.SealedSecret), ct)) return TypedResults.StatusCode(StatusCodes.Status202Accepted);
        var source = await db.Sources.AsNoTracking().FirstAsync(s => s.Id == subscription.SourceId, ct);
        await db.InTransactionAsync(async () =>
        {
            subscription.ToldAt = clock.GetUtcNow();
            await jobs.AddAsync(SyncPayload.Kind, new SyncPayload(source.Id, SyncTrigger.Hub), SyncPayload.Job(source.Id, source.Name), ct);
            return await db.SaveChangesAsync(ct);
        }, ct);
        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }

    static async Task<bool> IsSignedAsync(HttpRequest request, string secret, CancellationToken ct)
    {
        if (request.Headers["X-Hub-Signature"] is not [{ } header] || header.Split('=', 2) is not [var method, var code]) return false;
        HashAlgorithmName? name = method switch
        {
            "sha1" => HashAlgorithmName.SHA1, // what most hubs use; it proves a sender, and nothing is believed
            "sha256" => HashAlgorithmName.SHA256,
            "sha384" => HashAlgorithmName.SHA384,
            "sha512" => HashAlgorithmName.SHA512,
            _ => null,
        };
        return name is { } known && await HookBody.WeighAsync(request.Body, Encoding.UTF8.GetBytes(secret), ct, known) is { } weighed && HookBody.Is(weighed.Code, code);
    }

    static async Task<FeedSubscription?> FindAsync(string token, ToombosDb db, Tenant tenant, CancellationToken ct)
    {
        if (!Secret.Is(FeedSubscription.Prefix, token)) return null;
        var hash = Secret.HashOf(token);
        if (await db.FeedSubscriptions.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking().FirstOrDefaultAsync(s => s.TokenHash == hash, ct) is not { } found) return null;
        tenant.Enter(found.WorkspaceId, "feed hub");
        return await db.FeedSubscriptions.FirstOrDefaultAsync(s => s.Id == found.Id, ct);
    }
}
