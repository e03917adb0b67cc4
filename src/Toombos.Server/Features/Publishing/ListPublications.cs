using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Client.Publishing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Publishing.Publication;

namespace Toombos.Server.Features.Publishing;

/// <summary>Publications that match, in the order of the time at which they are due, with the counts of their ledgers.</summary>
static class ListPublications
{
    public static async Task<Ok<Page<Wire>>> Handle(
        ToombosDb db, PublicationDesk desk, [StringLength(200)] string? search, PublicationState? state, Guid? channelId, Guid? pieceId, Guid? draftId, DateTimeOffset? from, DateTimeOffset? to,
        PublicationOrder? order, string? after, int? limit, CancellationToken ct)
    {
        var (size, words) = (Keyset.Clamp(limit), search?.Trim().ToLowerInvariant());
        var rows = db.Publications.AsNoTracking();
        if (Guid.TryParse(words, out var id)) rows = rows.Where(p => p.Id == id);
        else if (!string.IsNullOrEmpty(words)) rows = rows.Where(p => p.SearchText.Contains(words));
        if (state is not null) rows = rows.Where(p => p.State == state);
        if (channelId is not null) rows = rows.Where(p => p.ChannelId == channelId);
        if (pieceId is not null) rows = rows.Where(p => p.PieceId == pieceId);
        if (draftId is not null) rows = rows.Where(p => p.DraftId == draftId);
        if (from?.ToUniversalTime() is { } earliest) rows = rows.Where(p => p.DueAt >= earliest);
        if (to?.ToUniversalTime() is { } latest) rows = rows.Where(p => p.DueAt < latest);
        var page = await InOrder(rows, order == PublicationOrder.Soonest, Keyset.MomentOf(after)).Take(size + 1).ToListAsync(ct);
        var counts = await desk.CountAsync(page.ConvertAll(p => p.Id), ct);
        return TypedResults.Ok(Keyset.Page(page, size, p => Keyset.CursorOf(p.DueAt, p.Id), p => PublicationDesk.Show(p, counts)));
    }

    static IQueryable<Publication> InOrder(IQueryable<Publication> rows, bool soonest, (DateTimeOffset Due, Guid Id)? after)
    {
        if (after is var (due, last)) rows = soonest ? rows.Where(p => p.DueAt > due || p.DueAt == due && p.Id > last) : rows.Where(p => p.DueAt < due || p.DueAt == due && p.Id < last);
        return soonest ? rows.OrderBy(p => p.DueAt).ThenBy(p => p.Id) : rows.OrderByDescending(p => p.DueAt).ThenByDescending(p => p.Id);
    }
}
