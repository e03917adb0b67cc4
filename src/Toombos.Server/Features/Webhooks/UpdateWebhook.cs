using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Webhooks;
using Toombos.Server.Platform.Alerts;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Webhooks;

/// <summary>Changes a webhook, or switches it off and on. Whatever was changed, what waits is tried at once.</summary>
static class UpdateWebhook
{
    public static Task<Ok<Webhook>> Handle(Guid id, UpdateWebhookRequest request, ToombosDb db, JobQueue queue, Tenant tenant, TimeProvider clock, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        var webhook = await db.FindWebhookAsync(id, ct);
        if (request.Name is { } name) webhook.Name = Typed.Name("name", name);
        if (request.Kinds is { } kinds) webhook.Kinds = WebhookRules.Kinds(kinds, tenant.Caller);
        if (request.Address is { } address && WebhookRules.Address(address) is var clean && clean != webhook.Address)
        {
            WebhookRules.RequireSight(webhook.Kinds, tenant.Caller);
            webhook.Address = clean;
        }
        if (request.Off is { } off && off != (webhook.State != WebhookState.Active)) webhook.State = off ? WebhookState.Off : WebhookState.Active;
        if (webhook.State == WebhookState.Active) await ResumeAsync(webhook, db, queue, clock, ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(webhook.ToWire(await db.NewestEventAsync(tenant.Required, ct)));
    }, ct);

    /// <summary>In the save under way: forgets what went wrong, and has what waits tried now.</summary>
    public static async Task ResumeAsync(WebhookEndpoint webhook, ToombosDb db, JobQueue queue, TimeProvider clock, CancellationToken ct)
    {
        webhook.Forgive();
        await db.ClearAlertsAsync([webhook.Id], clock.GetUtcNow(), ct);
        var push = await queue.AddAsync(PushPayload.Kind, new PushPayload(webhook.Id), PushPayload.JobOf(webhook), ct);
        JobQueue.Hurry(push, clock.GetUtcNow());
    }
}
