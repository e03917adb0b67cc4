using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Events;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Events;

/// <summary>The events over a WebSocket: who is let in, what is said, and when it ends.</summary>
public sealed class SocketTests(Hosts hosts)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static Task<Client.Documents.SyncResult> AddSourceAsync(TestWorkspace workspace, string name = "News") => workspace.Client.Documents.AddSourceAsync(new() { Name = name, Markdown = "# News\n\n## Hull\n\nThe hull weighs 19.8 kg.\n" }, Ct);

    static async Task<SocketMessage[]> NextAsync(ToombosHost host, params SocketClient[] sockets)
    {
        var next = Task.WhenAll(sockets.Select(socket => socket.HearAsync()));
        await Eventually.SatisfiesAsync(() =>
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(next.IsCompleted);
        }, heard => heard);
        return await next;
    }

    [Theory, BothDatabases]
    public async Task A_subscriber_is_told_what_it_missed_and_what_happens_as_far_as_it_wants(DatabaseKind database)
    {
        var host = await hosts.ListeningAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var first = (await AddSourceAsync(workspace)).Source.Id;
        using var socket = await SocketClient.OpenAsync(host, workspace.Key);

        var subscribed = await socket.SubscribeAsync(""","kinds":["source"],"after":0""");
        Assert.Equal(0, subscribed.Sequence);
        Assert.Equal(["source.added", "source.changed", "source.removed"], subscribed.Kinds);
        Assert.Equal(first, (await socket.HearAsync()).Event!.SubjectId);
        var second = (await AddSourceAsync(workspace)).Source.Id;
        var told = await socket.HearAsync();
        Assert.Equal(("event", "source.added", second, "test"), (told.Type, told.Event!.Kind, told.Event.SubjectId, told.Event.Actor));
    }

    [Theory, BothDatabases]
    public async Task Topics_come_and_go_without_a_new_connection(DatabaseKind database)
    {
        var host = await hosts.ListeningAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        using var socket = await SocketClient.OpenAsync(host, workspace.Key);
        await socket.SubscribeAsync(""","kinds":["source.added"]""");

        var more = await socket.SubscribeAsync(""","kinds":["snapshot.added"]""");
        Assert.Equal(["snapshot.added", "source.added"], more.Kinds);
        await AddSourceAsync(workspace);
        Assert.Equal(["snapshot.added", "source.added"], (await socket.TakeAsync(2)).Select(e => e.Kind).Order());

        await socket.SayAsync("""{"type":"unsubscribe","kinds":["source"]}""");
        var less = await socket.HearAsync();
        Assert.Equal(("subscribed", more.Sequence + 2), (less.Type, less.Sequence));
        Assert.Equal(["snapshot.added"], less.Kinds);
        await AddSourceAsync(workspace);
        Assert.Equal("snapshot.added", (await socket.HearAsync()).Event!.Kind);

        await socket.SayAsync("""{"type":"unsubscribe"}""");
        Assert.Empty((await socket.HearAsync()).Kinds!);
        await AddSourceAsync(workspace);
        await socket.SayAsync("""{"type":"ping"}""");
        Assert.Equal("pong", (await socket.HearAsync()).Type);
    }

    [Theory, BothDatabases]
    public async Task Nobody_hears_of_another_workspace_or_of_what_the_scopes_hide(DatabaseKind database)
    {
        var host = await hosts.ListeningAsync(database);
        var (workspace, other) = (await host.AddWorkspaceAsync(), await host.AddWorkspaceAsync());
        var made = await workspace.Client.Access.AddKeyAsync(new() { Name = "Watcher", Scopes = [Scopes.EventsRead, Scopes.DocumentsRead] }, Ct);
        using var socket = await SocketClient.OpenAsync(host, made.Secret);
        await socket.SubscribeAsync(""","after":0""");

        await AddSourceAsync(other, "Theirs");
        var mine = (await AddSourceAsync(workspace)).Source.Id;

        var told = await socket.TakeAsync(2);
        Assert.Equal(["snapshot.added", "source.added"], told.Select(e => e.Kind).Order());
        Assert.Equal(mine, told.Single(e => e.Kind == "source.added").SubjectId);
    }

    [Theory, BothDatabases]
    public async Task A_ticket_opens_one_socket_and_only_within_its_minute(DatabaseKind database)
    {
        await using var host = await ToombosHost.ListenAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var ticket = await workspace.Client.Events.AddTicketAsync(Ct);
        Assert.Equal(host.Clock.GetUtcNow() + TimeSpan.FromMinutes(1), ticket.ExpiresAt);

        using var socket = await SocketClient.OpenWithAsync(host, ticket);
        Assert.Equal("toombos.v1", socket.Protocol);
        await socket.SubscribeAsync();
        using var again = new SocketClient();
        Assert.False(await again.TryOpenAsync(host, options => SocketClient.Offer(options, ticket)));
        Assert.Equal(HttpStatusCode.Unauthorized, again.Refused);

        var late = await workspace.Client.Events.AddTicketAsync(Ct);
        host.Clock.Advance(TimeSpan.FromSeconds(61));
        using var tooLate = new SocketClient();
        Assert.False(await tooLate.TryOpenAsync(host, options => SocketClient.Offer(options, late)));
        Assert.Equal(HttpStatusCode.Unauthorized, tooLate.Refused);
    }

    [Theory, BothDatabases]
    public async Task A_ticket_of_a_key_that_is_gone_or_of_another_server_opens_nothing(DatabaseKind database)
    {
        var host = await hosts.ListeningAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var made = await workspace.Client.Access.AddKeyAsync(new() { Name = "Watcher", Scopes = [Scopes.EventsRead] }, Ct);
        var ticket = await host.With(made.Secret).Events.AddTicketAsync(Ct);
        await workspace.Client.Access.RevokeKeyAsync(made.Key.Id, Ct);
        await using var other = await ToombosHost.ListenAsync(database);
        var foreign = await (await other.AddWorkspaceAsync()).Client.Events.AddTicketAsync(Ct);

        foreach (var one in new[] { ticket, foreign, new("ticket.nonsense", default), new("ticket.", default) })
        {
            using var socket = new SocketClient();
            Assert.False(await socket.TryOpenAsync(host, options => SocketClient.Offer(options, one)));
            Assert.Equal(HttpStatusCode.Unauthorized, socket.Refused);
        }
    }

    [Fact]
    public async Task A_ticket_opens_nothing_but_the_socket()
    {
        var host = await hosts.ListeningAsync(DatabaseKind.Sqlite);
        var ticket = await (await host.AddWorkspaceAsync()).Client.Events.AddTicketAsync(Ct);
        using var elsewhere = new SocketClient();
        Assert.False(await elsewhere.TryOpenAsync(host, options => SocketClient.Offer(options, ticket), "/v1/sources"));
        Assert.Equal(HttpStatusCode.Unauthorized, elsewhere.Refused);
        // Nor was it used up there.
        using var socket = await SocketClient.OpenWithAsync(host, ticket);
        await socket.SubscribeAsync();
    }

    [Theory, BothDatabases]
    public async Task The_socket_of_a_revoked_key_ends_with_the_reason_also_where_a_ticket_stood_for_it(DatabaseKind database)
    {
        await using var host = await ToombosHost.ListenAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var made = await workspace.Client.Access.AddKeyAsync(new() { Name = "Watcher", Scopes = [Scopes.EventsRead] }, Ct);
        using var byKey = await SocketClient.OpenAsync(host, made.Secret);
        using var byTicket = await SocketClient.OpenWithAsync(host, await host.With(made.Secret).Events.AddTicketAsync(Ct));
        await byKey.SubscribeAsync();
        await byTicket.SubscribeAsync();

        await workspace.Client.Access.RevokeKeyAsync(made.Key.Id, Ct);

        Assert.All(await NextAsync(host, byKey, byTicket), error => Assert.Equal(("error", "credential.required"), (error.Type, error.Code)));
        foreach (var socket in new[] { byKey, byTicket })
            Assert.Equal((SocketClient.Closed, "credential.required", 1008L), (await socket.HearAsync()) is var end ? (end.Type, end.Code, end.Sequence) : default);
    }

    [Fact]
    public async Task While_nothing_happens_that_is_wanted_the_server_says_how_far_it_is()
    {
        await using var host = await ToombosHost.ListenAsync(DatabaseKind.Sqlite);
        var workspace = await host.AddWorkspaceAsync();
        using var socket = await SocketClient.OpenAsync(host, workspace.Key);
        var start = (await socket.SubscribeAsync(""","kinds":["piece"]""")).Sequence;
        await AddSourceAsync(workspace);

        SocketMessage beat;
        do beat = (await NextAsync(host, socket))[0];
        while (beat.Sequence == start);
        Assert.Equal(("heartbeat", start + 2), (beat.Type, beat.Sequence));
    }

    [Fact]
    public async Task Whoever_needs_what_is_gone_is_told_where_to_go_on()
    {
        await using var host = await ToombosHost.ListenAsync(DatabaseKind.Sqlite);
        var workspace = await host.AddWorkspaceAsync();
        await AddSourceAsync(workspace);
        host.Clock.Advance(TimeSpan.FromDays(91));
        await host.Services.GetRequiredService<Features.Privacy.PrivacySweep>().RunAsync(Ct);
        await AddSourceAsync(workspace);
        using var socket = await SocketClient.OpenAsync(host, workspace.Key);

        await socket.SayAsync("""{"type":"subscribe","after":1}""");

        var refused = await socket.HearAsync();
        Assert.Equal(("error", "events.gone"), (refused.Type, refused.Code));
        Assert.Contains("go on after", refused.Detail, StringComparison.Ordinal);
        Assert.Equal((SocketClient.Closed, "events.gone"), (await socket.HearAsync()) is var end ? (end.Type, end.Code) : default);
    }

    [Fact]
    public async Task A_server_that_stops_says_so()
    {
        var host = await ToombosHost.ListenAsync(DatabaseKind.Sqlite);
        try
        {
            using var socket = await SocketClient.OpenAsync(host, (await host.AddWorkspaceAsync()).Key);
            await socket.SubscribeAsync();
            host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            Assert.Equal((SocketClient.Closed, "server.stopping", 1001L), (await socket.HearAsync()) is var end ? (end.Type, end.Code, end.Sequence) : default);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }
}
