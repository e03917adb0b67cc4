using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Events;

/// <summary>Opens one WebSocket within a minute, in the name of whoever asked for it. Sent as a subprotocol, so that no address ever holds a credential.</summary>
/// <param name="Subprotocol">What to offer beside <c>toombos.v1</c>.</param>
public sealed record SocketTicket(string Subprotocol, DateTimeOffset ExpiresAt);

/// <summary>What a client says on the socket.</summary>
public sealed record SocketRequest
{
    /// <summary><c>subscribe</c> or <c>ping</c>.</summary>
    [Required] public required string Type { get; init; }

    /// <summary>Things or kinds to be told of; all when empty.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The last event that is known; only what is new when left out. Counts at the first subscription.</summary>
    public long? After { get; init; }
}

/// <summary>What the server says on the socket.</summary>
public sealed record SocketMessage
{
    /// <summary><c>ready</c>, <c>event</c>, <c>heartbeat</c>, <c>pong</c> or <c>error</c>.</summary>
    public required string Type { get; init; }

    /// <summary>How far the client has been told.</summary>
    public long? Sequence { get; init; }
    public WorkspaceEvent? Event { get; init; }
    public string? Code { get; init; }
    public string? Detail { get; init; }
}
