using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Webhooks;

/// <summary>Whether a webhook is told of events.</summary>
public enum WebhookState
{
    Active,

    /// <summary>Switched off by a person. Nothing is lost: it goes on where it was when it is switched on.</summary>
    Off,

    /// <summary>Switched off by Toombos, because nothing could be delivered for too long or the receiver is gone. It goes on where it was when it is switched on.</summary>
    Disabled,
}

/// <summary>An address that is told of events of the workspace: each once or more often, in order, signed by Standard Webhooks.</summary>
public sealed record Webhook
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string Address { get; init; }

    /// <summary>Things such as <c>publication</c> and kinds such as <c>job.failed</c> that it is told of; see <see cref="Events.EventKinds"/>.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }
    public required WebhookState State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Sequence of the last event that it has been told of, or that was not for it.</summary>
    public required long Told { get; init; }

    /// <summary>Sequence of the workspace's newest event. Between <see cref="Told"/> and this lies what is still to be looked at.</summary>
    public required long Newest { get; init; }

    /// <summary>Since when nothing could be delivered; null while all is well.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>What is the matter and what to do, as a sentence; null while all is well.</summary>
    public string? Problem { get; init; }

    /// <summary>When the message that could not be delivered is tried again.</summary>
    public DateTimeOffset? NextTryAt { get; init; }
}

/// <summary>Adds a webhook. It is told of what happens from then on; <see cref="ReplayRequest"/> reaches back.</summary>
public sealed record AddWebhookRequest
{
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }
    [Required, StringLength(2048, MinimumLength = 1)] public required string Address { get; init; }

    /// <summary>Things and kinds, each of which the caller has to be allowed to see.</summary>
    [Required, MinLength(1), MaxLength(100), EachText(50)] public required IReadOnlyList<string> Kinds { get; init; }
}

/// <summary>Changes a webhook; what is left out stays.</summary>
public sealed record UpdateWebhookRequest
{
    [StringLength(100, MinimumLength = 1)] public string? Name { get; init; }
    [StringLength(2048, MinimumLength = 1)] public string? Address { get; init; }
    [MinLength(1), MaxLength(100), EachText(50)] public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>Switches it off or on. Switched on it goes on where it was.</summary>
    public bool? Off { get; init; }
}

/// <summary>A webhook whose signing key was just made.</summary>
/// <param name="SigningKey">In the form <c>whsec_…</c>; shown this once.</param>
public sealed record NewWebhook(Webhook Webhook, string SigningKey);

/// <summary>Tells a webhook again of events that it has been told of, or leaves out those that wait.</summary>
public sealed record ReplayRequest
{
    /// <summary>The webhook goes on after the event with this sequence; that of the newest event leaves out all that wait.</summary>
    [Range(0, 9_007_199_254_740_991)] public required long After { get; init; }
}

/// <summary>What came of telling a webhook of one event.</summary>
public enum WebhookDeliveryState
{
    Delivered,

    /// <summary>It is tried again; what comes after it waits.</summary>
    Retrying,

    /// <summary>The receiver refused its content again and again, so it was left out.</summary>
    Failed,
}

/// <summary>One event that a webhook was told of, or was to be.</summary>
public sealed record WebhookDelivery
{
    /// <summary>The event's place among those of the workspace.</summary>
    public required long Sequence { get; init; }

    /// <summary>The event's kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Id that the receiver sees with every try (<c>webhook-id</c>).</summary>
    public required string MessageId { get; init; }
    public required WebhookDeliveryState State { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Tries { get; init; }

    /// <summary>The last tries, newest first; at most ten are kept.</summary>
    public required IReadOnlyList<WebhookTry> Last { get; init; }
}

/// <summary>One message to a webhook and its answer.</summary>
/// <param name="Milliseconds">Until the answer, or until it was given up.</param>
/// <param name="Sentence">What the matter was and what to do; null when it was taken.</param>
/// <param name="Answer">Beginning of what the receiver said.</param>
public sealed record WebhookTry(DateTimeOffset At, int Milliseconds, bool Delivered, string? Sentence, string? Answer);
