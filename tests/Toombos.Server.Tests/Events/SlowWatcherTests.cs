using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client.Access;
using Toombos.Client.Events;
using Toombos.Server.Features.Events;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Events;

/// <summary>A watcher that takes nothing: the server holds one event for it and no more, tells it to come back, and in the end cuts it off.</summary>
public sealed class SlowWatcherTests(Hosts hosts) : IDisposable
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    readonly WatchedClock _clock = new();
    readonly HeldSocket _socket = new();

    async Task<(Task Running, long Newest)> WatchAsync()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var workspace = await host.AddWorkspaceAsync();
        for (var i = 0; i < 5; i++) await workspace.Client.Documents.AddSourceAsync(new() { Name = $"News {i}", Markdown = "# News\n\n## Hull\n\nIt weighs 19 kg.\n" }, Ct);
        var newest = (await workspace.Client.Events.ListAsync(limit: 100, ct: Ct)).Items[^1].Sequence;
        var caller = new Caller { Kind = CallerKind.Key, Name = "slow", WorkspaceId = workspace.Id, Scopes = Scopes.All.Select(s => s.Scope).ToHashSet() };
        var socket = new EventSocket(new(_socket, JsonSerializerOptions.Web, _clock), caller, host.Services.GetRequiredService<Telling>(), host.Services.GetRequiredService<ILiveWords>(), () => new(new Credential(caller, DateTimeOffset.MaxValue, [])), _clock);
        return (socket.RunAsync(CancellationToken.None, CancellationToken.None), newest);
    }

    /// <summary>Lets the patience of a send pass that has begun after so many other timers.</summary>
    async Task PassAsync(int before)
    {
        await Eventually.SatisfiesAsync(() => Task.FromResult(_clock.Timers), timers => timers > before);
        _clock.Advance(SocketLine.Patience);
    }

    [Fact]
    public async Task Whoever_takes_nothing_for_a_while_is_told_to_resume_and_from_where()
    {
        var (running, _) = await WatchAsync();
        _socket.Hold();
        var before = _clock.Timers;
        _socket.Say("""{"type":"subscribe","after":0}""");
        await PassAsync(before);
        await Eventually.SatisfiesAsync(() => Task.FromResult(_clock.Timers), timers => timers > before + 1);
        _socket.Release();
        await running;

        Assert.Equal([SocketMessage.Subscribed, SocketMessage.Happened, SocketMessage.Resume], _socket.Taken.Select(m => m.Type));
        Assert.Equal(_socket.Taken[1].Event!.Sequence, _socket.Taken[2].Sequence);
        Assert.Equal("4000 resume", _socket.End);
    }

    [Fact]
    public async Task Whoever_goes_on_taking_nothing_is_cut_off()
    {
        var (running, _) = await WatchAsync();
        _socket.Hold();
        var before = _clock.Timers;
        _socket.Say("""{"type":"subscribe","after":0}""");
        await PassAsync(before);
        await PassAsync(before + 1);
        await running;

        Assert.Equal(WebSocketState.Aborted, _socket.State);
        Assert.Equal([SocketMessage.Subscribed], _socket.Taken.Select(m => m.Type));
    }

    [Fact]
    public async Task Whoever_is_slow_but_takes_what_it_is_told_is_told_everything()
    {
        var (running, newest) = await WatchAsync();
        _socket.Hold();
        _socket.Say("""{"type":"subscribe","after":0}""");
        await Eventually.SatisfiesAsync(() => Task.FromResult(_socket.Taken.Count), taken => taken == 1);
        _socket.Release();

        await Eventually.SatisfiesAsync(() => Task.FromResult(_socket.Taken.Count), taken => taken == newest + 1);
        Assert.Equal(Enumerable.Range(1, (int)newest).Select(i => (long)i), _socket.Taken.Skip(1).Select(m => m.Event!.Sequence));
        _socket.Abort();
        await running;
    }

    public void Dispose() => _socket.Dispose();
}
