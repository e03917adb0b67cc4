using Toombos.Client.Alerts;

namespace Toombos.Dashboard.Alerts;

/// <summary>Where that is found which an alert is about.</summary>
static class AlertAddress
{
    static readonly (string Id, string Path)[] Pages =
        [("jobId", "/jobs"), ("publicationId", "/publications"), ("webhookId", Webhooks.WebhookWords.Path), ("connectionId", Connections.ConnectionWords.Path), ("sourceId", "/sources")];

    /// <summary>An alert <c>webhook.…</c> is about a webhook first, whatever else it names. Null where no page shows any of it.</summary>
    public static string? Of(Alert alert) => Pages
        .OrderByDescending(page => alert.Code.StartsWith(page.Id[..^2] + ".", StringComparison.Ordinal))
        .Where(page => alert.Related.ContainsKey(page.Id))
        .Select(page => $"{page.Path}/{alert.Related[page.Id]}").FirstOrDefault();
}
