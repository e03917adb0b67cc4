using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Toombos.Client;
using Toombos.Client.Events;

namespace Toombos.Server.Features.Events;

/// <summary>Whole messages over a WebSocket, within bounds of size and time. Nothing is held for a client that says nothing.</summary>
sealed class SocketLine(WebSocket socket, JsonSerializerOptions json, TimeProvider clock)
{
    const int LargestMessage = 64 * 1024, MostParts = 256;

    /// <summary>So long a client may take nothing of what it is told, and twice that before it is cut off.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>What the client says next; null when it says goodbye.</summary>
    public async Task<SocketRequest?> ReadAsync(CancellationToken ct)
    {
        var first = await socket.ReceiveAsync(Memory<byte>.Empty, ct);
        if (!IsText(first)) return null;
        var buffer = ArrayPool<byte>.Shared.Rent(LargestMessage);
        try
        {
            var (length, ended) = (0, first.EndOfMessage);
            for (var parts = 0; !ended; parts++)
            {
                if (length == LargestMessage || parts == MostParts)
                    throw SocketEnd.Refused(WebSocketCloseStatus.MessageTooBig, "message.too-large", "A message has at most 64 KB, in at most 256 parts.");
                var part = await socket.ReceiveAsync(buffer.AsMemory(length, LargestMessage - length), ct);
                if (!IsText(part)) return null;
                (length, ended) = (length + part.Count, part.EndOfMessage);
            }
            return Parse(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    static bool IsText(ValueWebSocketReceiveResult part) => part.MessageType switch
    {
        WebSocketMessageType.Close => false,
        WebSocketMessageType.Text => true,
        _ => throw SocketEnd.Refused(WebSocketCloseStatus.InvalidMessageType, "message.not-text", "Send JSON as text; this was binary."),
    };

    SocketRequest Parse(ReadOnlySpan<byte> message)
    {
        try
        {
            if (JsonSerializer.Deserialize<SocketRequest>(message, json) is { Type: not null } request && request.Kinds?.Any(kind => kind is null) != true) return request;
        }
        catch (JsonException)
        {
            // Said below, as for whatever else is no message.
        }
        throw SocketEnd.Refused(WebSocketCloseStatus.InvalidPayloadData, "message.unreadable", """This is no message. Send JSON such as {"type":"subscribe","kinds":["piece"]}.""");
    }

    public ValueTask SayAsync(SocketMessage message) => SayAsync(JsonSerializer.SerializeToUtf8Bytes(message, ToombosJson.Default.SocketMessage));

    /// <summary>Says it, however long that takes.</summary>
    /// <returns>False when the client takes nothing for so long that it should come back another time; one that goes on like that is cut off.</returns>
    public async ValueTask<bool> TrySayAsync(ReadOnlyMemory<byte> message)
    {
        var saying = socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        if (saying.IsCompletedSuccessfully) return true;
        var said = saying.AsTask();
        var prompt = await EndsAsync(said);
        if (!prompt && !await EndsAsync(said)) socket.Abort();
        await said;
        return prompt;
    }

    async ValueTask SayAsync(ReadOnlyMemory<byte> message) => await TrySayAsync(message);

    async Task<bool> EndsAsync(Task said)
    {
        await said.WaitAsync(Patience, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return said.IsCompleted;
    }

    /// <summary>Says why it ends, then listens until the client says goodbye too: one that is cut off in the middle of a word would not hear the reason.</summary>
    public async Task EndAsync(SocketEnd end, Task hearing, CancellationToken ct)
    {
        try
        {
            if (end.Words is { } words && socket.State == WebSocketState.Open) await SayAsync(words);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await socket.CloseOutputAsync(end.Status, end.Message, ct);
            await hearing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var rest = new byte[1024];
            while (socket.State is WebSocketState.Open or WebSocketState.CloseSent) await socket.ReceiveAsync(rest.AsMemory(), ct);
        }
        catch (Exception gone) when (IsGone(gone))
        {
            socket.Abort();
        }
    }

    /// <summary>Whether this is no more than a client that has gone without a word.</summary>
    public static bool IsGone(Exception failure) => failure is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException;
}
