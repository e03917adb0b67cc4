using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Client.Audiences;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Audiences.Subscriber;

namespace Toombos.Server.Features.Audiences;

/// <summary>People on a list, newest first, narrowed by what the query asks for.</summary>
static class ListSubscribers
{
    public static async Task<Ok<Page<Wire>>> Handle(Guid id, ToombosDb db, [AsParameters] SubscriberFilter filter, string? after, int? limit, CancellationToken ct)
    {
        var (last, size) = (Keyset.IdOf(after), Keyset.Clamp(limit));
        if (!await db.Audiences.AnyAsync(a => a.Id == id, ct)) throw Missing.Of("audience");
        var rows = await Wires(db, filter.Apply(db.Subscribers.Where(s => s.AudienceId == id && (last == null || s.Id < last)))).OrderByDescending(s => s.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(Keyset.Page(rows, size, s => s.Id.ToString("N"), s => s));
    }

    public static async Task<Wire> OneAsync(ToombosDb db, Guid audience, Guid id, CancellationToken ct) =>
        await Wires(db, db.Subscribers.Where(s => s.Id == id && s.AudienceId == audience)).FirstOrDefaultAsync(ct) ?? throw Missing.Of("subscriber");

    public static IQueryable<Wire> Wires(ToombosDb db, IQueryable<Subscriber> subscribers) =>
        subscribers.AsNoTracking().Join(db.ListConsents, s => s.ConsentId, c => c.Id, Subscriber.AsWire);
}

/// <summary>The query of the list.</summary>
sealed record SubscriberFilter
{
    const int LongestSearch = 200;

    /// <summary>Part of an address or a name.</summary>
    public string? Search { get; init; }

    /// <summary>subscribed, unsubscribed or suppressed.</summary>
    public string? State { get; init; }

    public IQueryable<Subscriber> Apply(IQueryable<Subscriber> subscribers)
    {
        if (!string.IsNullOrEmpty(State))
        {
            var state = Enum.GetValues<SubscriberState>().Cast<SubscriberState?>().FirstOrDefault(s => s.ToString()!.Equals(State, StringComparison.OrdinalIgnoreCase))
                ?? throw new FieldException("state", "Say subscribed, unsubscribed or suppressed, or leave it out.");
            subscribers = subscribers.Where(s => s.State == state);
        }
        if (Search?.Trim().ToLowerInvariant() is not { Length: > 0 } part) return subscribers;
        if (part.Length > LongestSearch) throw new FieldException("search", $"Send a part of an address or a name, at most {LongestSearch} characters.");
        return subscribers.Where(s => s.SearchText.Contains(part));
    }
}
