using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Server.Platform.Alerts;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Webhooks;

/// <summary>Removes a webhook with its log. A message that is on its way arrives; none follows.</summary>
static class DeleteWebhook
{
    public static async Task<NoContent> Handle(Guid id, ToombosDb db, TimeProvider clock, CancellationToken ct)
    {
        await db.InTransactionAsync(async () =>
        {
            db.Webhooks.Remove(await db.FindWebhookAsync(id, ct));
            await db.ClearAlertsAsync([id], clock.GetUtcNow(), ct);
            return await db.SaveChangesAsync(ct);
        }, ct);
        return TypedResults.NoContent();
    }
}
