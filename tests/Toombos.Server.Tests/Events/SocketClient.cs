using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Toombos.Client;
using Toombos.Client.Events;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Events;

/// <summary>A client of the events' socket, as any language would write one, over the real network.</summary>
sealed class SocketClient : IDisposable
{
    /// <summary>What <see cref="HearAsync"/> gives when the server closes; the code is the reason, the sequence the status.</summary>
    public const string Closed = "closed";

    readonly ClientWebSocket _socket = new();

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public string? Protocol => _socket.SubProtocol;

    /// <summary>Which status the server answered with when it did not open the socket.</summary>
    public HttpStatusCode Refused => _socket.HttpStatusCode;

    public static Task<SocketClient> OpenAsync(ToombosHost host, string key) => OpenAsync(host, socket => socket.SetRequestHeader("X-API-Key", key));

    public static Task<SocketClient> OpenWithAsync(ToombosHost host, SocketTicket ticket) => OpenAsync(host, socket => Offer(socket, ticket));

    public static void Offer(ClientWebSocketOptions options, SocketTicket ticket)
    {
        options.AddSubProtocol("toombos.v1");
        options.AddSubProtocol(ticket.Subprotocol);
    }

    public static async Task<SocketClient> OpenAsync(ToombosHost host, Action<ClientWebSocketOptions> prepare)
    {
        var client = new SocketClient();
        Assert.True(await client.TryOpenAsync(host, prepare), $"The server answered {client.Refused}.");
        return client;
    }

    public async Task<bool> TryOpenAsync(ToombosHost host, Action<ClientWebSocketOptions> prepare, string path = "/v1/events/socket")
    {
        _socket.Options.CollectHttpResponseDetails = true;
        prepare(_socket.Options);
        try
        {
            await _socket.ConnectAsync(new UriBuilder(host.ClientOptions.BaseAddress) { Scheme = "ws", Path = path }.Uri, Ct);
            return true;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    public Task SayAsync(string text, bool last = true) => SayAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, last);

    public Task SayAsync(byte[] bytes, WebSocketMessageType type, bool last = true) => _socket.SendAsync(bytes, type, last, Ct);

    /// <summary>Subscribes and waits until the server has understood.</summary>
    public async Task<SocketMessage> SubscribeAsync(string fields = "")
    {
        await SayAsync($$"""{"type":"subscribe"{{fields}}}""");
        var answer = await HearAsync();
        Assert.Equal("subscribed", answer.Type);
        return answer;
    }

    public async Task<SocketMessage> HearAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var (buffer, length) = (new byte[16 * 1024], 0);
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(length), patience.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                if (_socket.State == WebSocketState.CloseReceived) await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
                return new() { Type = Closed, Code = _socket.CloseStatusDescription, Sequence = (long?)_socket.CloseStatus };
            }
            length += part.Count;
            if (part.EndOfMessage) return JsonSerializer.Deserialize(buffer.AsSpan(0, length), ToombosJson.Default.SocketMessage)!;
        }
    }

    public async Task<IReadOnlyList<WorkspaceEvent>> TakeAsync(int count)
    {
        var events = new List<WorkspaceEvent>();
        while (events.Count < count)
            if (await HearAsync() is { Event: { } one }) events.Add(one);
        return events;
    }

    /// <summary>The line breaks, without a word.</summary>
    public void Cut() => _socket.Abort();

    public void Dispose() => _socket.Dispose();
}
