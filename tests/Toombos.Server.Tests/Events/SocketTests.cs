using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Events;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Events;

/// <summary>The events over a WebSocket: who is let in, what is said, and what a client may not do.</summary>
public sealed class SocketTests(Hosts hosts)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static async Task<WebSocket> OpenAsync(ToombosHost host, Action<Microsoft.AspNetCore.Http.HttpRequest> prepare, params string[] protocols)
    {
        var client = host.Server.CreateWebSocketClient();
        client.ConfigureRequest = prepare;
        foreach (var protocol in protocols) client.SubProtocols.Add(protocol);
        return await client.ConnectAsync(new Uri(host.Server.BaseAddress, "/v1/events/socket"), Ct);
    }

    static Task<WebSocket> OpenAsync(ToombosHost host, string key) => OpenAsync(host, request => request.Headers["X-API-Key"] = key);

    static Task SayAsync(WebSocket socket, string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Ct);

    static async Task<SocketMessage> HearAsync(WebSocket socket)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var (buffer, length) = (new byte[16 * 1024], 0);
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), patience.Token);
            if (part.MessageType == WebSocketMessageType.Close) return new() { Type = "close", Code = socket.CloseStatusDescription };
            length += part.Count;
            if (part.EndOfMessage) return JsonSerializer.Deserialize(buffer.AsSpan(0, length), ToombosJson.Default.SocketMessage)!;
        }
    }

    static Task<Client.Documents.SyncResult> AddSourceAsync(TestWorkspace workspace) => workspace.Client.Documents.AddSourceAsync(new() { Name = "News", Markdown = "# News\n\n## Hull\n\nThe hull weighs 19.8 kg.\n" }, Ct);

    [Theory, BothDatabases]
    public async Task A_subscriber_is_told_what_it_missed_and_what_happens_as_far_as_it_wants(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var first = (await AddSourceAsync(workspace)).Source.Id;
        using var socket = await OpenAsync(host, workspace.Key);
        await SayAsync(socket, """{"type":"subscribe","kinds":["source"],"after":0}""");

        Assert.Equal(("ready", 0L), (await HearAsync(socket)) is var ready ? (ready.Type, ready.Sequence) : default);
        Assert.Equal(first, (await HearAsync(socket)).Event!.SubjectId);
        var second = (await AddSourceAsync(workspace)).Source.Id;
        var told = await HearAsync(socket);
        Assert.Equal(("event", "source.added", second), (told.Type, told.Event!.Kind, told.Event.SubjectId));
        Assert.Equal(told.Sequence, told.Event.Sequence);

        await SayAsync(socket, """{"type":"subscribe","kinds":["snapshot.added"]}""");
        await SayAsync(socket, """{"type":"ping"}""");
        Assert.Equal("pong", (await HearAsync(socket)).Type);
        await AddSourceAsync(workspace);
        Assert.Equal("snapshot.added", (await HearAsync(socket)).Event!.Kind);
    }

    [Theory, BothDatabases]
    public async Task A_ticket_opens_one_socket_and_only_within_its_minute(DatabaseKind database)
    {
        await using var host = await ToombosHost.StartAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var ticket = (await workspace.Client.Events.AddTicketAsync(Ct)).Subprotocol;

        using var socket = await OpenAsync(host, _ => { }, "toombos.v1", ticket);
        Assert.Equal("toombos.v1", socket.SubProtocol);
        await SayAsync(socket, """{"type":"subscribe"}""");
        Assert.Equal("ready", (await HearAsync(socket)).Type);
        await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync(host, _ => { }, "toombos.v1", ticket));

        var late = (await workspace.Client.Events.AddTicketAsync(Ct)).Subprotocol;
        host.Clock.Advance(TimeSpan.FromSeconds(61));
        await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync(host, _ => { }, "toombos.v1", late));
    }

    [Theory, BothDatabases]
    public async Task The_socket_of_a_revoked_key_is_closed_also_where_a_ticket_stood_for_it(DatabaseKind database)
    {
        await using var host = await ToombosHost.StartAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var made = await workspace.Client.Access.AddKeyAsync(new() { Name = "Watcher", Scopes = [Scopes.EventsRead] }, Ct);
        using var socket = await OpenAsync(host, _ => { }, (await host.With(made.Secret).Events.AddTicketAsync(Ct)).Subprotocol);
        await SayAsync(socket, """{"type":"subscribe"}""");
        Assert.Equal("ready", (await HearAsync(socket)).Type);

        await workspace.Client.Access.RevokeKeyAsync(made.Key.Id, Ct);

        var next = HearAsync(socket);
        await Eventually.SatisfiesAsync(() =>
        {
            host.Clock.Advance(TimeSpan.FromSeconds(5));
            return Task.FromResult(next.IsCompleted);
        }, ended => ended);
        Assert.Equal(("close", "credential.required"), (await next) is var end ? (end.Type, end.Code) : default);
    }

    [Theory]
    [InlineData("not json", "message.unreadable")]
    [InlineData("null", "message.unreadable")]
    [InlineData("{}", "message.unreadable")]
    [InlineData("huge", "message.too-large")]
    [InlineData("many", "messages.too-many")]
    [InlineData("binary", "message.not-text")]
    public async Task What_a_client_may_not_do_closes_its_socket_with_the_reason(string what, string code)
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var workspace = await host.AddWorkspaceAsync();
        using var socket = await OpenAsync(host, workspace.Key);
        if (what == "huge") await SayAsync(socket, $$"""{"type":"{{new string('x', 70_000)}}"}""");
        else if (what == "binary") await socket.SendAsync(new byte[] { 1, 2, 3 }, WebSocketMessageType.Binary, endOfMessage: true, Ct);
        else if (what == "many") for (var i = 0; i <= 60; i++) await SayAsync(socket, """{"type":"ping"}""");
        else await SayAsync(socket, what);

        SocketMessage said;
        do said = await HearAsync(socket);
        while (said.Type == "pong");
        Assert.Equal(("close", code), (said.Type, said.Code));
    }

    [Fact]
    public async Task A_kind_that_there_is_not_and_a_word_that_is_not_known_are_answered_and_nothing_ends()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var workspace = await host.AddWorkspaceAsync();
        using var socket = await OpenAsync(host, workspace.Key);
        await SayAsync(socket, """{"type":"subscribe","kinds":["source.exploded"]}""");
        Assert.Equal(("error", "kinds.unknown"), (await HearAsync(socket)) is var kinds ? (kinds.Type, kinds.Code) : default);
        await SayAsync(socket, """{"type":"dance"}""");
        Assert.Equal(("error", "message.unknown"), (await HearAsync(socket)) is var word ? (word.Type, word.Code) : default);
        await SayAsync(socket, """{"type":"subscribe"}""");
        Assert.Equal("ready", (await HearAsync(socket)).Type);
    }

    [Fact]
    public async Task Whoever_asks_without_an_upgrade_is_told_what_this_is()
    {
        var workspace = await hosts.WorkspaceAsync(DatabaseKind.Sqlite);
        using var answer = await workspace.Http.GetAsync("/v1/events/socket", Ct);
        Assert.Equal(HttpStatusCode.UpgradeRequired, answer.StatusCode);
    }
}
