using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Webhooks;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Webhooks;

/// <summary>Tells a webhook once more of one event, at once and whatever else waits. Its place among the events stays.</summary>
static class SendAgain
{
    public static async Task<Ok<WebhookDelivery>> Handle(Guid id, long sequence, ToombosDb db, WebhookSender sender, Outbound outbound, CancellationToken ct)
    {
        var webhook = await db.FindWebhookAsync(id, ct);
        if (!await db.WebhookDeliveries.AnyAsync(d => d.WebhookId == id && d.Sequence == sequence, ct)) throw Missing.Of("webhook delivery");
        if (outbound.WhyClosed is { } why) throw new DomainRuleException("outbound.closed", why);
        var one = await db.Events.AsNoTracking().FirstOrDefaultAsync(e => e.Sequence == sequence, ct)
            ?? throw new DomainRuleException("events.gone", "This event is kept no longer, so nobody can be told of it.", StatusCodes.Status410Gone);
        var (_, tried) = await sender.TellAsync(webhook, one, ct);
        return await db.InTransactionAsync(async () =>
        {
            var delivery = await db.WebhookDeliveries.FirstOrDefaultAsync(d => d.WebhookId == id && d.Sequence == sequence, ct) ?? throw Missing.Of("webhook delivery");
            // One that the job still tries stays its own, and one that has arrived before is not undone by a failure now.
            delivery.Note(tried, tried.Delivered && delivery.State == WebhookDeliveryState.Failed ? WebhookDeliveryState.Delivered : delivery.State);
            db.Record(targetKind: "webhook", targetId: id, note: $"Event {sequence} was told again");
            await db.SaveChangesAsync(ct);
            return TypedResults.Ok(delivery.ToWire());
        }, ct);
    }
}
