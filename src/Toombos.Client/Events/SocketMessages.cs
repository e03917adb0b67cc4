using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Events;

/// <summary>Opens one WebSocket within a minute, in the name of whoever asked for it. Sent as a subprotocol, so that no address ever holds a credential.</summary>
/// <param name="Subprotocol">What to offer beside <c>toombos.v1</c>.</param>
/// <param name="ExpiresAt">Until when it can be used. The socket that it has opened lasts as long as the credential.</param>
public sealed record SocketTicket(string Subprotocol, DateTimeOffset ExpiresAt);

/// <summary>What a client says on the socket.</summary>
public sealed record SocketRequest
{
    public const string Subscribe = "subscribe", Unsubscribe = "unsubscribe", Ping = "ping", Follow = "follow", Unfollow = "unfollow";

    /// <summary><c>subscribe</c>, <c>unsubscribe</c>, <c>follow</c>, <c>unfollow</c> or <c>ping</c>.</summary>
    [Required] public required string Type { get; init; }

    /// <summary>Things, such as <c>piece</c>, or kinds, such as <c>source.added</c>, that this adds or takes away; all when left out.</summary>
    [MaxLength(100)] public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>The job in which a model writes a draft, with <c>follow</c> and <c>unfollow</c>.</summary>
    public Guid? Job { get; init; }

    /// <summary>The last event that is known; only what is new when left out. Belongs to the first subscription alone. With <c>follow</c> the number of the last sentence that is known.</summary>
    [Range(0, long.MaxValue)] public long? After { get; init; }
}

/// <summary>What the server says on the socket.</summary>
public sealed record SocketMessage
{
    public const string Subscribed = "subscribed", Happened = "event", Heartbeat = "heartbeat", Pong = "pong", Resume = "resume", Error = "error", Following = "following", Sentence = "sentence", Ended = "ended";

    /// <summary><c>subscribed</c>, <c>event</c>, <c>following</c>, <c>sentence</c>, <c>ended</c>, <c>heartbeat</c>, <c>pong</c>, <c>resume</c> or <c>error</c>.</summary>
    public required string Type { get; init; }

    /// <summary>How far the client has been told: where to go on after a disconnect.</summary>
    public long? Sequence { get; init; }

    /// <summary>The kinds that are told of from here on, with <c>subscribed</c>.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    public WorkspaceEvent? Event { get; init; }

    /// <summary>The job that is followed, with <c>following</c>, <c>sentence</c> and <c>ended</c>.</summary>
    public Guid? Job { get; init; }

    /// <summary>What a model has just written, with <c>sentence</c>.</summary>
    public Writing.LiveSentence? Written { get; init; }

    /// <summary>What was wrong, as a stable word, with <c>error</c>.</summary>
    public string? Code { get; init; }

    /// <summary>What was wrong and what to do.</summary>
    public string? Detail { get; init; }
}
