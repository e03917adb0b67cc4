using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Server.Platform.Events;
using Toombos.Server.Tests.Hosting;
using Toombos.Server.Tests.Limits;

namespace Toombos.Server.Tests.Events;

/// <summary>Two nodes on one PostgreSQL, with and without a Redis between them, and with one whose line breaks.</summary>
public sealed class NodeTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static Dictionary<string, string?> Through(string? redis) => new() { ["Redis:Connection"] = redis };

    static Task<Client.Documents.SyncResult> AddSourceAsync(TestWorkspace workspace) => workspace.Client.Documents.AddSourceAsync(new() { Name = "News", Markdown = "# News\n\n## Hull\n\nThe hull weighs 19.8 kg.\n" }, Ct);

    /// <summary>A watcher at the second node, let in by a ticket of the first.</summary>
    static async Task<SocketClient> WatchAsync(ToombosHost node, TestWorkspace workspace)
    {
        var socket = await SocketClient.OpenWithAsync(node, await workspace.Client.Events.AddTicketAsync(Ct));
        await socket.SubscribeAsync(""","kinds":["source"]""");
        await Eventually.SatisfiesAsync(() => Task.FromResult(node.Services.GetRequiredService<EventFeed>().Watched), watched => watched > 0);
        return socket;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_ticket_of_one_node_opens_a_socket_at_the_other_which_is_told_at_once_of_what_the_first_saves(bool redis)
    {
        await using var first = await ToombosHost.ListenAsync(DatabaseKind.Postgres, Through(redis ? RedisForTests.Address : null));
        await using var second = first.Node();
        var workspace = await first.AddWorkspaceAsync();
        using var socket = await WatchAsync(second, workspace);

        for (var i = 0; i < 3; i++)
        {
            await AddSourceAsync(workspace);
            // The second node's clock stands still: nothing but the bell can have told it.
            Assert.Equal("source.added", (await socket.HearAsync()).Event!.Kind);
        }
    }

    [Fact]
    public async Task A_ticket_is_used_up_at_every_node()
    {
        await using var first = await ToombosHost.ListenAsync(DatabaseKind.Postgres);
        await using var second = first.Node();
        var ticket = await (await first.AddWorkspaceAsync()).Client.Events.AddTicketAsync(Ct);
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            using var socket = new SocketClient();
            return await socket.TryOpenAsync(i % 2 == 0 ? first : second, options => SocketClient.Offer(options, ticket));
        }));
        Assert.Equal(1, opened.Count(one => one));
    }

    [Fact]
    public async Task While_the_line_to_Redis_is_cut_a_node_looks_by_itself_and_when_it_is_mended_it_looks_at_once()
    {
        await using var line = new CutLine(RedisForTests.Address);
        await using var first = await ToombosHost.ListenAsync(DatabaseKind.Postgres, Through(RedisForTests.Address));
        await using var second = first.Node(Through(line.Address));
        var workspace = await first.AddWorkspaceAsync();
        using var socket = await WatchAsync(second, workspace);

        line.Cut();
        await AddSourceAsync(workspace);
        var next = socket.HearAsync();
        await Eventually.SatisfiesAsync(() =>
        {
            second.Clock.Advance(EventFeed.LookAnyway / 3);
            return Task.FromResult(next.IsCompleted);
        }, heard => heard);
        Assert.Equal("source.added", (await next).Event?.Kind ?? (await socket.HearAsync()).Event!.Kind);

        await AddSourceAsync(workspace);
        next = HearEventAsync(socket);
        Assert.False(next.IsCompleted);
        line.Mend();
        // From here on the clock stands still: it is the mended line that makes the node look.
        Assert.Equal("source.added", (await next).Event!.Kind);
    }

    [Fact]
    public async Task A_node_whose_own_line_is_cut_saves_and_tells_its_own_watchers()
    {
        await using var line = new CutLine(RedisForTests.Address);
        await using var node = await ToombosHost.ListenAsync(DatabaseKind.Postgres, Through(line.Address));
        var workspace = await node.AddWorkspaceAsync();
        using var socket = await WatchAsync(node, workspace);
        line.Cut();
        await AddSourceAsync(workspace);
        Assert.Equal("source.added", (await socket.HearAsync()).Event!.Kind);
    }

    static async Task<Client.Events.SocketMessage> HearEventAsync(SocketClient socket)
    {
        while (true)
            if (await socket.HearAsync() is { Event: not null } told) return told;
    }

    /// <summary>A line to a server that can be cut and mended.</summary>
    sealed class CutLine : IAsyncDisposable
    {
        readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        readonly List<TcpClient> _open = [];
        readonly string _host;
        readonly int _port;
        readonly Task _accepting;
        bool _cut;

        public CutLine(string address)
        {
            (_host, _port) = (address.Split(':')[0], int.Parse(address.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture));
            _listener.Start();
            _accepting = AcceptAsync();
        }

        public string Address => $"{_listener.LocalEndpoint}";

        public void Cut()
        {
            lock (_open)
            {
                _cut = true;
                foreach (var end in _open) end.Dispose();
                _open.Clear();
            }
        }

        public void Mend()
        {
            lock (_open) _cut = false;
        }

        async Task AcceptAsync()
        {
            try
            {
                while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
            catch (Exception stopped) when (stopped is SocketException or InvalidOperationException)
            {
                // The test is over.
            }
        }

        async Task ServeAsync(TcpClient near)
        {
            using var far = new TcpClient();
            lock (_open)
            {
                if (_cut)
                {
                    near.Dispose();
                    return;
                }
                _open.AddRange([near, far]);
            }
            try
            {
                await far.ConnectAsync(_host, _port);
                await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
            }
            catch (Exception cut) when (cut is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
            {
                // As it should be.
            }
            near.Dispose();
        }

        public async ValueTask DisposeAsync()
        {
            Cut();
            _listener.Stop();
            await _accepting;
        }
    }
}
