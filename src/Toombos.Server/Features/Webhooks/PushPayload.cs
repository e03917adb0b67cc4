using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Webhooks;

/// <summary>The job that tells a webhook of what it has not heard yet.</summary>
public sealed record PushPayload(Guid WebhookId)
{
    public const string Kind = "webhook";

    /// <summary>One at a time, so that events arrive in their order.</summary>
    public static string KeyOf(Guid webhook) => webhook.ToString("N");

    public static NewJob JobOf(WebhookEndpoint webhook) =>
        new() { Title = $"Tell the webhook {webhook.Name}", Key = KeyOf(webhook.Id), Related = new Dictionary<string, Guid> { ["webhookId"] = webhook.Id } };
}
