using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Client.Alerts;
using Toombos.Server.Platform.Alerts;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Alerts;

/// <summary>Alerts, newest first; those that stand unless all are asked for.</summary>
static class ListAlerts
{
    public static async Task<Ok<Page<Alert>>> Handle(ToombosDb db, bool? all, string? after, int? limit, CancellationToken ct)
    {
        var (id, size) = (Keyset.IdOf(after), Keyset.Clamp(limit));
        var rows = await db.Alerts.AsNoTracking().Where(a => (all == true || a.ClearedAt == null) && (id == null || a.Id < id)).OrderByDescending(a => a.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(Keyset.Page(rows, size, a => a.Id.ToString("N"), a => a.ToWire()));
    }
}
