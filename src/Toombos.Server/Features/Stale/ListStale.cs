using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Client.Stale;
using Toombos.Server.Platform.Database;
using Wire = Toombos.Client.Stale.StaleDraft;

namespace Toombos.Server.Features.Stale;

/// <summary>Texts that no longer match their source, newest change first: read as they were written down, however many drafts there are.</summary>
static class ListStale
{
    public static async Task<Ok<Page<Wire>>> Handle(ToombosDb db, StaleViews views, bool? ignored, Guid? sourceId, Guid? draftId, string? after, int? limit, CancellationToken ct)
    {
        var (start, size, put) = (Keyset.MomentOf(after), Keyset.Clamp(limit), ignored == true);
        var rows = db.StaleNow.Where(s => s.IgnoredAt != null == put);
        if (sourceId is not null) rows = rows.Where(s => s.SourceId == sourceId);
        if (draftId is not null) rows = rows.Where(s => s.DraftId == draftId);
        if (start is var (since, last)) rows = rows.Where(s => s.Since < since || s.Since == since && s.Id < last);
        var page = await rows.OrderByDescending(s => s.Since).ThenByDescending(s => s.Id).Take(size + 1).ToListAsync(ct);
        var shown = await views.ShowAsync(page, ct);
        return TypedResults.Ok(Keyset.Page(page, size, s => Keyset.CursorOf(s.Since, s.Id), s => shown[s.Id]));
    }

    public static async Task<Ok<StaleCount>> Count(ToombosDb db, CancellationToken ct)
    {
        var counts = await db.StaleNow.GroupBy(s => s.IgnoredAt != null).Select(g => new { Ignored = g.Key, Count = g.Count() }).ToListAsync(ct);
        return TypedResults.Ok(new StaleCount(counts.Where(c => !c.Ignored).Sum(c => c.Count), counts.Where(c => c.Ignored).Sum(c => c.Count)));
    }
}
