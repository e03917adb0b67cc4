using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Publishing;

/// <summary>A post at a network, or a thread of them, with all publications that put it up or changed it.</summary>
sealed class PostHistory
{
    readonly IReadOnlyList<(Publication Publication, Delivery Delivery)> _all;

    PostHistory(IEnumerable<(Publication, Delivery)> all) => _all = [.. all];

    public IReadOnlyList<Guid> Ids => [.. _all.Select(p => p.Publication.Id)];

    /// <summary>The publication whose text readers see; null where the post is not up.</summary>
    public Publication? Up => _all.Where(p => p is { Publication.TakenDownAt: null, Delivery.State: Client.Publishing.DeliveryState.Sent or Client.Publishing.DeliveryState.Confirmed })
        .OrderBy(p => p.Delivery.UpdatedAt).ThenBy(p => p.Publication.Id).LastOrDefault().Publication;

    /// <summary>The line of the ledger that knows best what the posts are called: the last that went out, also where it did not come to its end. Null where nobody told.</summary>
    public Delivery? There => _all.Where(p => p.Delivery.Reference is not null).OrderBy(p => p.Delivery.UpdatedAt).ThenBy(p => p.Publication.Id).LastOrDefault().Delivery;

    /// <summary>Whether another change of it has a step of which nobody knows the end.</summary>
    public bool IsInDoubt(Guid? but) => _all.Any(p => p.Publication.Id != but && p.Delivery.IsInDoubt);

    /// <summary>The history to which a publication belongs; null where there is none of this id.</summary>
    public static async Task<PostHistory?> OfAsync(ToombosDb db, Guid publication, CancellationToken ct) =>
        await db.Publications.AsNoTracking().FirstOrDefaultAsync(p => p.Id == publication, ct) is { } one
            ? (await OfAsync(db, one.ChannelId, one.DraftId, ct)).FirstOrDefault(h => h._all.Any(p => p.Publication.Id == publication)) ?? new([]) : null;

    /// <summary>Of what a draft has up at a network, the newest that can be changed.</summary>
    public static async Task<Publication?> NewestAsync(ToombosDb db, Guid channel, Guid draft, CancellationToken ct) =>
        (await OfAsync(db, channel, draft, ct)).Where(h => h.There is not null).Select(h => h.Up).OfType<Publication>().MaxBy(p => p.Id);

    static async Task<IReadOnlyList<PostHistory>> OfAsync(ToombosDb db, Guid channel, Guid draft, CancellationToken ct)
    {
        var rows = await (from publication in db.Publications.AsNoTracking()
                          join delivery in db.Deliveries.AsNoTracking() on publication.Id equals delivery.PublicationId
                          where publication.ChannelId == channel && publication.DraftId == draft && !publication.DryRun && !publication.Withdraws
                          select new { publication, delivery }).ToListAsync(ct);
        var before = rows.ToDictionary(r => r.publication.Id, r => r.publication.UpdateOfId);
        return [.. rows.GroupBy(r => FirstOf(r.publication.Id, before)).Select(g => new PostHistory(g.Select(r => (r.publication, r.delivery))))];
    }

    static Guid FirstOf(Guid id, Dictionary<Guid, Guid?> before)
    {
        while (before[id] is { } earlier && before.ContainsKey(earlier)) id = earlier;
        return id;
    }
}
