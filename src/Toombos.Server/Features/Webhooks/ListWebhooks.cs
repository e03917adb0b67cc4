using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Webhooks;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Webhooks;

/// <summary>The workspace's webhooks, by name, without their keys.</summary>
static class ListWebhooks
{
    public static async Task<Ok<IReadOnlyList<Webhook>>> Handle(ToombosDb db, Tenant tenant, CancellationToken ct)
    {
        var newest = await db.NewestEventAsync(tenant.Required, ct);
        var webhooks = await db.Webhooks.AsNoTracking().OrderBy(w => w.Name).ThenBy(w => w.Id).ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<Webhook>>([.. webhooks.Select(w => w.ToWire(newest))]);
    }

    public static async Task<Ok<Webhook>> One(Guid id, ToombosDb db, Tenant tenant, CancellationToken ct)
    {
        var newest = await db.NewestEventAsync(tenant.Required, ct);
        var webhook = await db.Webhooks.AsNoTracking().FirstOrDefaultAsync(w => w.Id == id, ct) ?? throw Missing.Of("webhook");
        return TypedResults.Ok(webhook.ToWire(newest));
    }
}
