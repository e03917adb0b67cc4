using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Client.Webhooks;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Webhooks;

/// <summary>What a webhook was told, newest event first.</summary>
static class ListWebhookDeliveries
{
    public static async Task<Ok<Page<WebhookDelivery>>> Handle(Guid id, ToombosDb db, WebhookDeliveryState? state, string? after, int? limit, CancellationToken ct)
    {
        var (last, size) = (Keyset.SequenceOf(after), Keyset.Clamp(limit));
        await db.FindWebhookAsync(id, ct);
        var rows = await db.WebhookDeliveries.AsNoTracking().Where(d => d.WebhookId == id && (state == null || d.State == state) && (last == null || d.Sequence < last))
            .OrderByDescending(d => d.Sequence).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(Keyset.Page(rows, size, d => d.Sequence.ToString(CultureInfo.InvariantCulture), d => d.ToWire()));
    }
}
