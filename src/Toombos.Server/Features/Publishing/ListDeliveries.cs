using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Client.Publishing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Publishing.Delivery;

namespace Toombos.Server.Features.Publishing;

/// <summary>The ledger of a publication line by line, or one line with its tries.</summary>
static class ListDeliveries
{
    public static async Task<Ok<Page<Wire>>> Handle(Guid id, ToombosDb db, PublicationDesk desk, DeliveryViews views, DeliveryState? state, string? after, int? limit, CancellationToken ct)
    {
        var (last, size) = (Keyset.IdOf(after), Keyset.Clamp(limit));
        var publication = await desk.FindAsync(id, ct);
        var rows = await db.Deliveries.AsNoTracking().Where(d => d.PublicationId == id && (state == null || d.State == state) && (last == null || d.Id > last))
            .OrderBy(d => d.Id).Take(size + 1).ToListAsync(ct);
        var shown = (await views.ShowAsync(publication, rows, ct)).ToDictionary(d => d.Id);
        return TypedResults.Ok(Keyset.Page(rows, size, d => d.Id.ToString("N"), d => shown[d.Id]));
    }

    public static async Task<Ok<DeliveryDetails>> One(Guid id, ToombosDb db, PublicationDesk desk, DeliveryViews views, CancellationToken ct)
    {
        var delivery = await db.Deliveries.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, ct) ?? throw Missing.Of("delivery");
        var attempts = await db.DeliveryAttempts.AsNoTracking().Where(a => a.DeliveryId == id).OrderBy(a => a.Number).ToListAsync(ct);
        var shown = await views.ShowAsync(await desk.FindAsync(delivery.PublicationId, ct), [delivery], ct);
        return TypedResults.Ok(new DeliveryDetails(shown[0], [.. attempts.Select(a => a.ToWire())]));
    }
}
