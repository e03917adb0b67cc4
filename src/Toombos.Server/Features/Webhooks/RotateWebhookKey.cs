using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Webhooks;
using Toombos.Connectors.Channels.Webhook;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Webhooks;

/// <summary>A new key. The old one signs beside it for a day, so that the receiver can be changed in peace.</summary>
static class RotateWebhookKey
{
    public static async Task<Ok<NewWebhook>> Handle(Guid id, ToombosDb db, Tenant tenant, SecretBox box, TimeProvider clock, CancellationToken ct)
    {
        var (webhook, key) = (await db.FindWebhookAsync(id, ct), StandardWebhooks.NewKey());
        // Whoever has the key can speak to the receiver in our name, so it is given only to those who may see what it hears.
        WebhookRules.RequireSight(webhook.Kinds, tenant.Caller);
        (webhook.SealedOldSecret, webhook.OldSecretUntil) = (webhook.SealedSecret, clock.GetUtcNow() + WebhookEndpoint.Overlap);
        webhook.SealedSecret = box.Protect(WebhookEndpoint.SecretPurpose, key);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new NewWebhook(webhook.ToWire(await db.NewestEventAsync(tenant.Required, ct)), key));
    }
}
