using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Webhooks;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Webhooks;

/// <summary>Sends a signed message that tells of nothing, and shows the answer. A webhook that is off can be checked too.</summary>
static class CheckWebhook
{
    public static async Task<Ok<WebhookTry>> Handle(Guid id, ToombosDb db, WebhookSender sender, Outbound outbound, CancellationToken ct)
    {
        var webhook = await db.FindWebhookAsync(id, ct);
        if (outbound.WhyClosed is { } why) throw new DomainRuleException("outbound.closed", why);
        return TypedResults.Ok(await sender.CheckAsync(webhook, ct));
    }
}
