using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Client.Audiences;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Audiences.Audience;

namespace Toombos.Server.Features.Audiences;

/// <summary>Lists, newest first, or one of them, each with how many people stand how on it.</summary>
static class ListAudiences
{
    static readonly AudienceCounts Nobody = new(0, 0, 0);

    public static async Task<Ok<Page<Wire>>> Handle(ToombosDb db, string? after, int? limit, CancellationToken ct)
    {
        var (id, size) = (Keyset.IdOf(after), Keyset.Clamp(limit));
        var rows = await db.Audiences.AsNoTracking().Where(a => id == null || a.Id < id).OrderByDescending(a => a.Id).Take(size + 1).ToListAsync(ct);
        var counts = await CountAsync(db, rows.ConvertAll(a => a.Id), ct);
        return TypedResults.Ok(Keyset.Page(rows, size, a => a.Id.ToString("N"), a => a.ToWire(counts.GetValueOrDefault(a.Id, Nobody))));
    }

    public static async Task<Ok<Wire>> One(Guid id, ToombosDb db, CancellationToken ct)
    {
        var audience = await db.Audiences.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, ct) ?? throw Missing.Of("audience");
        return TypedResults.Ok(audience.ToWire(await CountAsync(db, id, ct)));
    }

    public static async Task<AudienceCounts> CountAsync(ToombosDb db, Guid id, CancellationToken ct) => (await CountAsync(db, [id], ct)).GetValueOrDefault(id, Nobody);

    static async Task<Dictionary<Guid, AudienceCounts>> CountAsync(ToombosDb db, List<Guid> ids, CancellationToken ct)
    {
        var counts = await db.Subscribers.Where(s => ids.Contains(s.AudienceId)).GroupBy(s => new { s.AudienceId, s.State }).Select(g => new { g.Key.AudienceId, g.Key.State, Count = g.Count() }).ToListAsync(ct);
        return counts.GroupBy(c => c.AudienceId).ToDictionary(g => g.Key, g =>
        {
            int Of(SubscriberState state) => g.FirstOrDefault(c => c.State == state)?.Count ?? 0;
            return new AudienceCounts(Of(SubscriberState.Subscribed), Of(SubscriberState.Unsubscribed), Of(SubscriberState.Suppressed));
        });
    }
}
