using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Toombos.Client;
using Toombos.Client.Events;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Events;

/// <summary>One WebSocket: one loop hears what the client wants, the other tells it what happens. Whichever ends first ends both.</summary>
sealed class EventSocket(WebSocket socket, Caller caller, Telling telling, Func<ValueTask<Credential?>> credential, TimeProvider clock) : IDisposable
{
    /// <summary>Bounds on what a client says.</summary>
    public const int LargestMessage = 64 * 1024, MessagesAMinute = 60;

    static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    readonly SemaphoreSlim _turn = new(1);
    readonly TaskCompletionSource<long?> _subscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Queue<DateTimeOffset> _heard = new();
    volatile IReadOnlySet<string>? _wanted;

    public async Task RunAsync(CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task[] loops = [HearAsync(over.Token), TellAsync(over.Token)];
        try
        {
            await await Task.WhenAny(loops);
            await CloseAsync(WebSocketCloseStatus.NormalClosure, "end");
        }
        catch (SocketEnd end)
        {
            await CloseAsync(end.Status, end.Message);
        }
        catch (DomainRuleException refused)
        {
            await CloseAsync(WebSocketCloseStatus.PolicyViolation, refused.Code);
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or IOException)
        {
            await CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "stopping");
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(loops).ContinueWith(_ => { }, TaskScheduler.Default); // why they ended is said above
        }
    }

    async Task HearAsync(CancellationToken ct)
    {
        var message = new ArrayBufferWriter<byte>(1024);
        while (await ReadAsync(message, ct))
        {
            Count();
            SocketRequest? request;
            try
            {
                request = JsonSerializer.Deserialize(message.WrittenSpan, ToombosJson.Default.SocketRequest);
            }
            catch (JsonException)
            {
                throw new SocketEnd(WebSocketCloseStatus.InvalidPayloadData, "message.unreadable");
            }
            await AnswerAsync(request ?? throw new SocketEnd(WebSocketCloseStatus.InvalidPayloadData, "message.unreadable"), ct);
        }
    }

    async Task AnswerAsync(SocketRequest request, CancellationToken ct)
    {
        switch (request.Type)
        {
            case "ping":
                await SayAsync(new() { Type = "pong" }, ct);
                break;
            case "subscribe":
                try
                {
                    _wanted = EventFilter.Wanted(request.Kinds is { } kinds ? string.Join(',', kinds) : null);
                    _subscribed.TrySetResult(request.After);
                }
                catch (FieldException refused)
                {
                    await SayAsync(new() { Type = "error", Code = "kinds.unknown", Detail = refused.Message }, ct);
                }
                break;
            default:
                await SayAsync(new() { Type = "error", Code = "message.unknown", Detail = "Say subscribe or ping." }, ct);
                break;
        }
    }

    async Task TellAsync(CancellationToken ct)
    {
        var after = await _subscribed.Task.WaitAsync(ct);
        var position = await telling.StartAsync(caller.WorkspaceId!.Value, after, ct);
        await foreach (var told in telling.RunAsync(caller, position, () => _wanted, credential, ct))
            await SayAsync(new() { Type = told.Type, Sequence = told.Position, Event = told.Event?.ToWire() }, ct);
        ct.ThrowIfCancellationRequested();
        throw new SocketEnd(WebSocketCloseStatus.PolicyViolation, "credential.required");
    }

    /// <summary>One whole message; false when the client has said goodbye.</summary>
    async Task<bool> ReadAsync(ArrayBufferWriter<byte> message, CancellationToken ct)
    {
        message.ResetWrittenCount();
        while (true)
        {
            var part = await socket.ReceiveAsync(message.GetMemory(1024), ct);
            if (part.MessageType == WebSocketMessageType.Close) return false;
            if (part.MessageType != WebSocketMessageType.Text) throw new SocketEnd(WebSocketCloseStatus.InvalidMessageType, "message.not-text");
            message.Advance(part.Count);
            if (message.WrittenCount > LargestMessage) throw new SocketEnd(WebSocketCloseStatus.MessageTooBig, "message.too-large");
            if (part.EndOfMessage) return true;
        }
    }

    void Count()
    {
        var now = clock.GetUtcNow();
        while (_heard.Count > 0 && _heard.Peek() <= now - TimeSpan.FromMinutes(1)) _heard.Dequeue();
        if (_heard.Count == MessagesAMinute) throw new SocketEnd(WebSocketCloseStatus.PolicyViolation, "messages.too-many");
        _heard.Enqueue(now);
    }

    async Task SayAsync(SocketMessage message, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message, ToombosJson.Default.SocketMessage).AsMemory(), WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Says goodbye to whoever still listens.</summary>
    async Task CloseAsync(WebSocketCloseStatus status, string why)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        using var patience = new CancellationTokenSource(Farewell, clock);
        try
        {
            await socket.CloseOutputAsync(status, why, patience.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or IOException)
        {
            socket.Abort();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Ends the socket; the message is the stable word that stands in the closing frame.</summary>
    sealed class SocketEnd(WebSocketCloseStatus status, string code) : Exception(code)
    {
        public WebSocketCloseStatus Status { get; } = status;
    }
}
