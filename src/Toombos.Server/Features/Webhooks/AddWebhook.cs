using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Webhooks;
using Toombos.Connectors.Channels.Webhook;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Webhooks;

/// <summary>Adds a webhook, which is told of what happens from now on: the first it hears of is that it was added, if that is for it.</summary>
static class AddWebhook
{
    const int Most = 20;

    public static async Task<Created<NewWebhook>> Handle(AddWebhookRequest request, ToombosDb db, Tenant tenant, SecretBox box, TimeProvider clock, CancellationToken ct)
    {
        var (name, address, kinds, key) = (Typed.Name("name", request.Name), WebhookRules.Address(request.Address), WebhookRules.Kinds(request.Kinds, tenant.Caller), StandardWebhooks.NewKey());
        return await db.InTransactionAsync(async () =>
        {
            if (await db.Webhooks.CountAsync(ct) >= Most) throw new DomainRuleException("webhook.too-many", $"A workspace has at most {Most} webhooks. Remove one that is no longer used.");
            var webhook = new WebhookEndpoint
            {
                Name = name, Address = address, Kinds = kinds, CreatedAt = clock.GetUtcNow(), Told = await db.NewestEventAsync(tenant.Required, ct), SealedSecret = box.Protect(WebhookEndpoint.SecretPurpose, key),
            };
            db.Webhooks.Add(webhook);
            await db.SaveChangesAsync(ct);
            return TypedResults.Created($"/v1/webhooks/{webhook.Id}", new NewWebhook(webhook.ToWire(await db.NewestEventAsync(tenant.Required, ct)), key));
        }, ct);
    }
}
