using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Audiences;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Audiences;

/// <summary>Removes a list; the database takes the people with it. Whoever had left is remembered, or a new list of the same people would write to them again.</summary>
static class DeleteAudience
{
    public static async Task<NoContent> Handle(Guid id, ToombosDb db, TimeProvider clock, CancellationToken ct)
    {
        await db.InTransactionAsync(async () =>
        {
            var audience = await db.Audiences.FirstOrDefaultAsync(a => a.Id == id, ct) ?? throw Missing.Of("audience");
            var suppressed = db.Suppressions;
            var left = await db.Subscribers.Where(s => s.AudienceId == id && s.State == SubscriberState.Unsubscribed && !suppressed.Any(p => p.Fingerprint == s.Fingerprint))
                .Select(s => s.Fingerprint).ToListAsync(ct);
            db.Suppressions.AddRange(left.Select(fingerprint => new Suppression { Fingerprint = fingerprint, Reason = SuppressionReason.Left, At = clock.GetUtcNow() }));
            db.Audiences.Remove(audience);
            return await db.SaveChangesAsync(ct);
        }, ct);
        return TypedResults.NoContent();
    }
}
