using System.Net.WebSockets;
using Toombos.Client.Events;

namespace Toombos.Server.Features.Events;

/// <summary>Why a socket ends: the code of the closing frame, the stable word in it, and a last message for whoever reads it.</summary>
sealed class SocketEnd(WebSocketCloseStatus status, string code, SocketMessage? words = null) : Exception(code)
{
    /// <summary>Ours, from the range for private use: come back and go on where you were.</summary>
    const WebSocketCloseStatus ComeBack = (WebSocketCloseStatus)4000;

    public WebSocketCloseStatus Status { get; } = status;
    public SocketMessage? Words { get; } = words;

    public static SocketEnd Refused(WebSocketCloseStatus status, string code, string sentence) => new(status, code, new() { Type = SocketMessage.Error, Code = code, Detail = sentence });

    public static SocketEnd Behind(long position) => new(ComeBack, SocketMessage.Resume, new() { Type = SocketMessage.Resume, Sequence = position });
}
