using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Webhooks;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Webhooks;

/// <summary>Sets a webhook back or forward to a place among the events, from which it goes on at once; one that is off does so when it is switched on.</summary>
static class ReplayWebhook
{
    public static Task<Ok<Webhook>> Handle(Guid id, ReplayRequest request, ToombosDb db, JobQueue queue, EventFeed feed, Tenant tenant, TimeProvider clock, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        var (webhook, newest) = (await db.FindWebhookAsync(id, ct), await db.NewestEventAsync(tenant.Required, ct));
        if (request.After > newest) throw new FieldException("after", $"The newest event is {newest}. Name that, or one before it.");
        await feed.CheckAsync(tenant.Required, request.After, newest, ct);
        await db.Webhooks.Where(w => w.Id == id).ExecuteUpdateAsync(set => set.SetProperty(w => w.Told, request.After), ct);
        if (webhook.State == WebhookState.Active) await UpdateWebhook.ResumeAsync(webhook, db, queue, clock, ct);
        db.Record(targetKind: "webhook", targetId: id, note: $"Goes on after event {request.After}");
        await db.SaveChangesAsync(ct);
        return await ListWebhooks.One(id, db, tenant, ct);
    }, ct);
}
