using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Toombos.Client;
using Toombos.Client.Events;

namespace Toombos.Server.Tests.Events;

/// <summary>The server's end of a line whose other end takes what it is sent only when the test lets it.</summary>
sealed class HeldSocket : WebSocket
{
    readonly Channel<string> _saidByClient = Channel.CreateUnbounded<string>();
    readonly CancellationTokenSource _aborted = new();
    byte[]? _reading;
    WebSocketState _state = WebSocketState.Open;
    TaskCompletionSource? _hold;

    public List<SocketMessage> Taken { get; } = [];

    public void Say(string text) => _saidByClient.Writer.TryWrite(text);

    public void Hold() => _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _hold!.SetResult();

    public override WebSocketCloseStatus? CloseStatus => null;
    public override string? CloseStatusDescription => null;
    public override string? SubProtocol => null;
    public override WebSocketState State => _state;

    /// <summary>The reason for which the server closed.</summary>
    public string? End { get; private set; }

    public override async Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        var message = JsonSerializer.Deserialize(buffer, ToombosJson.Default.SocketMessage)!;
        if (message.Type == SocketMessage.Happened && _hold is { } hold) await hold.Task.WaitAsync(_aborted.Token);
        Taken.Add(message);
    }

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _aborted.Token);
        if (_state == WebSocketState.CloseSent) return Goodbye();
        try
        {
            _reading ??= Encoding.UTF8.GetBytes(await _saidByClient.Reader.ReadAsync(either.Token));
        }
        catch (ChannelClosedException)
        {
            return Goodbye();
        }
        var count = Math.Min(buffer.Count, _reading.Length);
        _reading.AsSpan(0, count).CopyTo(buffer);
        _reading = _reading[count..];
        var ended = _reading.Length == 0;
        if (ended) _reading = null;
        return new(count, WebSocketMessageType.Text, ended);
    }

    WebSocketReceiveResult Goodbye()
    {
        _state = WebSocketState.Closed;
        return new(0, WebSocketMessageType.Close, endOfMessage: true);
    }

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        (_state, End) = (WebSocketState.CloseSent, $"{(int)closeStatus} {statusDescription}");
        _saidByClient.Writer.TryComplete();
        return Task.CompletedTask;
    }

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override void Abort()
    {
        _state = WebSocketState.Aborted;
        _aborted.Cancel();
    }

    public override void Dispose() => _aborted.Dispose();
}

/// <summary>A clock of which a test can tell that somebody has begun to wait by it.</summary>
sealed class WatchedClock : FakeTimeProvider
{
    int _timers;

    public int Timers => Volatile.Read(ref _timers);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _timers);
        return timer;
    }
}
