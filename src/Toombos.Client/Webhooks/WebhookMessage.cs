using Toombos.Client.Events;

namespace Toombos.Client.Webhooks;

/// <summary>
/// What a webhook is told of one event. It names what changed and carries nothing of it, so that a message that goes astray tells little and one that comes
/// late is not out of date: read the thing itself by its id.
/// </summary>
public sealed record WebhookMessage
{
    /// <summary>Type of the message that a check sends.</summary>
    public const string Checked = "webhook.checked";

    /// <summary>The event's kind.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Timestamp { get; init; }
    public required WebhookMessageData Data { get; init; }
}

/// <summary>The event, and whose it is.</summary>
public sealed record WebhookMessageData(Guid WorkspaceId, WorkspaceEvent? Event);
