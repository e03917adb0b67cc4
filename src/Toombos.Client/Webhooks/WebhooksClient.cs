using System.Globalization;

namespace Toombos.Client.Webhooks;

/// <summary>Addresses that are told of events, and what they were told.</summary>
public sealed class WebhooksClient(ToombosConnection connection)
{
    /// <summary>All webhooks, by name.</summary>
    public Task<IReadOnlyList<Webhook>> ListAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<Webhook>>("v1/webhooks", ct);

    /// <summary>404 <c>webhook.not-found</c>.</summary>
    public Task<Webhook> GetAsync(Guid id, CancellationToken ct = default) => connection.GetAsync<Webhook>($"v1/webhooks/{id}", ct);

    /// <summary>Adds one; its signing key is in the answer, this once. 400 where an address or a kind can't be used, 403 for kinds that the caller may not see.</summary>
    public Task<NewWebhook> AddAsync(AddWebhookRequest request, CancellationToken ct = default) =>
        connection.SendAsync<AddWebhookRequest, NewWebhook>(HttpMethod.Post, "v1/webhooks", request, ct);

    public Task<Webhook> UpdateAsync(Guid id, UpdateWebhookRequest request, CancellationToken ct = default) =>
        connection.SendAsync<UpdateWebhookRequest, Webhook>(HttpMethod.Patch, $"v1/webhooks/{id}", request, ct);

    /// <summary>Removes it with its log.</summary>
    public Task DeleteAsync(Guid id, CancellationToken ct = default) => connection.DeleteAsync($"v1/webhooks/{id}", ct);

    /// <summary>A new signing key; the old one still signs beside it for a day.</summary>
    public Task<NewWebhook> RotateKeyAsync(Guid id, CancellationToken ct = default) => connection.PostAsync<NewWebhook>($"v1/webhooks/{id}/rotate-key", null, ct);

    /// <summary>Sends a signed message of type <c>webhook.checked</c> and waits for the answer.</summary>
    public Task<WebhookTry> CheckAsync(Guid id, CancellationToken ct = default) => connection.PostAsync<WebhookTry>($"v1/webhooks/{id}/check", null, ct);

    /// <summary>Tells it again of all events after one, in order. 410 <c>events.gone</c> where they are kept no longer.</summary>
    public Task<Webhook> ReplayAsync(Guid id, ReplayRequest request, CancellationToken ct = default) =>
        connection.SendAsync<ReplayRequest, Webhook>(HttpMethod.Post, $"v1/webhooks/{id}/replay", request, ct);

    /// <summary>What it was told, newest event first.</summary>
    /// <param name="state">Only those of which this came.</param>
    public Task<Page<WebhookDelivery>> ListDeliveriesAsync(Guid id, WebhookDeliveryState? state = null, string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<WebhookDelivery>>(ToombosConnection.Query($"v1/webhooks/{id}/deliveries", ("state", state), ("after", after), ("limit", limit)), ct);

    /// <summary>Tells it of one event again, at once, and waits for the answer. 404 <c>webhook-delivery.not-found</c>, 410 <c>events.gone</c>.</summary>
    public Task<WebhookDelivery> SendAgainAsync(Guid id, long sequence, CancellationToken ct = default) =>
        connection.PostAsync<WebhookDelivery>(string.Create(CultureInfo.InvariantCulture, $"v1/webhooks/{id}/deliveries/{sequence}/send-again"), null, ct);
}
