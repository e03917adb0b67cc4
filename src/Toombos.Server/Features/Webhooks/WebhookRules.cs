using Microsoft.EntityFrameworkCore;
using Toombos.Server.Features.Events;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Webhooks;

/// <summary>What a webhook must be, and who may have it told what.</summary>
static class WebhookRules
{
    public static string Address(string address) => Typed.Web("address", address).Trim();

    /// <summary>Things and kinds as they were named, each once.</summary>
    public static IReadOnlyList<string> Kinds(IReadOnlyList<string> kinds, Caller caller)
    {
        RequireSight(kinds, caller);
        return [.. kinds.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whoever decides where messages go reads them: so it takes the scope of every kind that they tell of.</summary>
    public static void RequireSight(IReadOnlyList<string> kinds, Caller caller)
    {
        if (EventFilter.Named(kinds).FirstOrDefault(kind => !EventFilter.MayTell(kind, caller.Scopes)) is { } hidden)
            throw new DomainRuleException("webhook.kinds-hidden", $"You may not see {hidden}, so you can't have it told to an address. Leave that kind out, or ask somebody who may.", StatusCodes.Status403Forbidden);
    }

    public static async Task<WebhookEndpoint> FindWebhookAsync(this ToombosDb db, Guid id, CancellationToken ct) =>
        await db.Webhooks.FirstOrDefaultAsync(w => w.Id == id, ct) ?? throw Missing.Of("webhook");
}
