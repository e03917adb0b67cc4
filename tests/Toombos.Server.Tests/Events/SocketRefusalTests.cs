using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Toombos.Client.Events;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Events;

/// <summary>What a client of the socket may not do, and what it hears when it does.</summary>
public sealed class SocketRefusalTests(Hosts hosts)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    async Task<SocketClient> OpenAsync()
    {
        var host = await hosts.ListeningAsync(DatabaseKind.Sqlite);
        return await SocketClient.OpenAsync(host, (await host.AddWorkspaceAsync()).Key);
    }

    static async Task ExpectEndAsync(SocketClient socket, string code, long status)
    {
        SocketMessage said;
        do said = await socket.HearAsync();
        while (said.Type == "pong");
        Assert.Equal(("error", code), (said.Type, said.Code));
        Assert.EndsWith(".", said.Detail, StringComparison.Ordinal);
        var end = await socket.HearAsync();
        Assert.Equal((SocketClient.Closed, code, status), (end.Type, end.Code, end.Sequence));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"type":null}""")]
    [InlineData("""{"type":"subscribe","kinds":[null]}""")]
    [InlineData("""{"type":"subscribe","after":"1"}""")]
    [InlineData("""{"type":"subscribe","after":99999999999999999999}""")]
    [InlineData("""{"type":"subscribe","workspace":"019ac1f0-0000-7000-8000-000000000000"}""")]
    [InlineData("""{"type":"ping","type":"subscribe"}""")]
    [InlineData("""{"type":"subscribe","kinds":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[""")]
    public async Task What_is_no_message_ends_the_socket(string text)
    {
        using var socket = await OpenAsync();
        await socket.SayAsync(text);
        await ExpectEndAsync(socket, "message.unreadable", 1007);
    }

    [Fact]
    public async Task Binary_ends_the_socket()
    {
        using var socket = await OpenAsync();
        await socket.SayAsync([1, 2, 3], WebSocketMessageType.Binary);
        await ExpectEndAsync(socket, "message.not-text", 1003);
    }

    [Fact]
    public async Task More_than_64_KB_end_the_socket_and_a_little_less_does_not()
    {
        using var socket = await OpenAsync();
        await socket.SayAsync("""{"type":"ping"}""" + new string(' ', 64 * 1024 - 15));
        Assert.Equal("pong", (await socket.HearAsync()).Type);
        await socket.SayAsync("""{"type":"ping"}""" + new string(' ', 64 * 1024 - 14));
        await ExpectEndAsync(socket, "message.too-large", 1009);
    }

    [Fact]
    public async Task A_message_that_never_ends_ends_the_socket()
    {
        using var socket = await OpenAsync();
        for (var i = 0; i < 300; i++) await socket.SayAsync("", last: false);
        await ExpectEndAsync(socket, "message.too-large", 1009);
    }

    [Fact]
    public async Task The_eleventh_message_at_once_ends_the_socket()
    {
        using var socket = await OpenAsync();
        for (var i = 0; i < 11; i++) await socket.SayAsync("""{"type":"ping"}""");
        for (var i = 0; i < 10; i++) Assert.Equal("pong", (await socket.HearAsync()).Type);
        await ExpectEndAsync(socket, "messages.too-many", 1008);
    }

    [Fact]
    public async Task Whoever_does_not_subscribe_is_sent_away()
    {
        await using var host = await ToombosHost.ListenAsync(DatabaseKind.Sqlite);
        using var socket = await SocketClient.OpenAsync(host, (await host.AddWorkspaceAsync()).Key);
        var end = ExpectEndAsync(socket, "subscribe.expected", 1008);
        await Eventually.SatisfiesAsync(() =>
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(end.IsCompleted);
        }, ended => ended);
        await end;
    }

    [Theory]
    [InlineData("""{"type":"dance"}""", "message.unknown")]
    [InlineData("""{"type":"unsubscribe"}""", "subscribe.expected")]
    [InlineData("""{"type":"subscribe","kinds":["source.exploded"]}""", "kinds.unknown")]
    [InlineData("""{"type":"subscribe","kinds":["source\u0027; drop table events"]}""", "kinds.unknown")]
    [InlineData("""{"type":"subscribe","after":-1}""", "after.invalid")]
    [InlineData("many", "kinds.too-many")]
    public async Task What_makes_no_sense_is_answered_and_nothing_ends(string text, string code)
    {
        using var socket = await OpenAsync();
        await socket.SayAsync(text == "many" ? $$"""{"type":"subscribe","kinds":[{{string.Join(',', Enumerable.Repeat("\"piece\"", 101))}}]}""" : text);
        var answer = await socket.HearAsync();
        Assert.Equal(("error", code), (answer.Type, answer.Code));
        await socket.SubscribeAsync();
    }

    [Fact]
    public async Task Where_to_begin_is_said_once()
    {
        using var socket = await OpenAsync();
        await socket.SubscribeAsync(""","after":9223372036854775807"""); // a future that this workspace never had
        await socket.SayAsync("""{"type":"subscribe","after":0}""");
        Assert.Equal("after.late", (await socket.HearAsync()).Code);
    }

    [Theory]
    [InlineData("https://evil.example", false)]
    [InlineData("null", false)]
    [InlineData("https://app.example.evil.example", false)]
    [InlineData("http://app.example", false)]
    [InlineData("https://app.example", true)]
    [InlineData("own", true)]
    public async Task Only_pages_of_known_sites_open_a_socket(string origin, bool opens)
    {
        await using var host = await ToombosHost.ListenAsync(DatabaseKind.Sqlite, new Dictionary<string, string?> { ["Events:Origins:0"] = "https://app.example" });
        var ticket = await (await host.AddWorkspaceAsync()).Client.Events.AddTicketAsync(Ct);
        using var socket = new SocketClient();
        Assert.Equal(opens, await socket.TryOpenAsync(host, options =>
        {
            options.SetRequestHeader("Origin", origin == "own" ? host.ClientOptions.BaseAddress.GetLeftPart(UriPartial.Authority) : origin);
            SocketClient.Offer(options, ticket);
        }));
        Assert.Equal(opens ? HttpStatusCode.SwitchingProtocols : HttpStatusCode.Forbidden, socket.Refused);
    }

    [Fact]
    public async Task Whoever_asks_without_an_upgrade_is_told_what_this_is()
    {
        var workspace = await hosts.WorkspaceAsync(DatabaseKind.Sqlite);
        using var answer = await workspace.Http.GetAsync("/v1/events/socket", Ct);
        Assert.Equal(HttpStatusCode.UpgradeRequired, answer.StatusCode);
        Assert.Equal("websocket", answer.Headers.Upgrade.ToString());
    }

    [Fact]
    public async Task A_client_that_does_not_answer_pings_is_cut_off()
    {
        await using var host = await ToombosHost.ListenAsync(DatabaseKind.Sqlite, new Dictionary<string, string?> { ["Events:SocketPingSeconds"] = "1" });
        var workspace = await host.AddWorkspaceAsync();
        using var dead = new TcpClient();
        await dead.ConnectAsync(IPAddress.Loopback, host.ClientOptions.BaseAddress.Port, Ct);
        var stream = dead.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /v1/events/socket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nX-API-Key: {workspace.Key}\r\n\r\n"), Ct);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var (buffer, heard) = (new byte[4096], new MemoryStream());
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, patience.Token)) > 0;) heard.Write(buffer, 0, read);
        }
        catch (IOException)
        {
            // Cut off for good; what matters is what came before.
        }
        Assert.StartsWith("HTTP/1.1 101", Encoding.ASCII.GetString(heard.ToArray()), StringComparison.Ordinal);
    }
}
