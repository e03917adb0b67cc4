using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Toombos.Client;

namespace Toombos.Benchmarks;

/// <summary>
/// Two thousand WebSocket watchers of one workspace at the published server, and of a peer that sends the same bytes: how long after the save the last of them
/// hears of it, and what each costs in memory. The watchers run in another process on the same machine.
/// </summary>
static class Sockets
{
    const int Watchers = 2_000, Events = 200, WarmingWatchers = 100, WarmingEvents = 20;
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250), Settle = TimeSpan.FromSeconds(5);

    /// <param name="peer">The script of the peer, where Node is installed.</param>
    public static async Task<int> RunAsync(string executable, string? peer)
    {
        Console.WriteLine($"| {Watchers} watchers of one workspace, {Events} events | each P50 ms | P99 ms | last P50 ms | last P99 ms | slowest ms | MB before | MB with them | KB each |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        var message = await OursAsync(executable);
        if (peer is not null) await PeerAsync(peer, message);
        return 0;
    }

    /// <returns>A message as our server sends it.</returns>
    static async Task<string> OursAsync(string executable)
    {
        await using var server = new PublishedServer(executable, "api");
        var (address, key) = (new Uri(await server.AddressAsync()), await server.KeyAsync());
        using var handler = new SocketsHttpHandler();
        using var http = new HttpClient(handler) { BaseAddress = address };
        http.DefaultRequestHeaders.Add("X-API-Key", key);
        var client = new ToombosClient(http);
        var socket = new UriBuilder(address) { Scheme = "ws", Path = "/v1/events/socket" }.Uri;

        var message = await FirstAsync(socket, key, () => AddAsync(client, -1));
        await MeasureAsync("Toombos", socket, key, server.ResidentMegabytes, async events =>
        {
            for (var i = 0; i < events; i++)
            {
                await AddAsync(client, i);
                await Task.Delay(Pause);
            }
        });
        return message;
    }

    static Task<Toombos.Client.Documents.SyncResult> AddAsync(ToombosClient client, int number) => client.Documents.AddSourceAsync(new() { Name = $"News {number}", Markdown = "# News\n\n## Hull\n\nThe hull weighs 19.8 kg.\n" });

    static async Task PeerAsync(string script, string message)
    {
        var start = new ProcessStartInfo("node", [script, message, Pause.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        using var peer = Process.Start(start)!;
        var address = new Uri((await peer.StandardOutput.ReadLineAsync())!);
        await MeasureAsync("ws on Node, broadcasting the same bytes", address, "none", () => PublishedServer.ResidentMegabytesOf(peer), async events =>
        {
            await peer.StandardInput.WriteLineAsync(events.ToString(CultureInfo.InvariantCulture));
            await peer.StandardOutput.ReadLineAsync();
        });
        peer.Kill();
        await peer.WaitForExitAsync();
    }

    /// <param name="tell">Makes so many events.</param>
    static async Task MeasureAsync(string name, Uri socket, string key, Func<double> megabytes, Func<int, Task> tell)
    {
        // Once with few, so that nothing is compiled for the first time while it is measured.
        await WatchAsync(socket, key, WarmingWatchers, WarmingEvents, tell, () => 0);
        await Task.Delay(Settle);
        var before = megabytes();
        var (heard, after) = await WatchAsync(socket, key, Watchers, Events, tell, megabytes);
        if (heard.Events != Events || heard.Missed > 0) throw new InvalidOperationException($"Of {Events} events {heard.Events} were heard, {heard.Missed} not by everybody.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {heard.EachP50:0.0} | {heard.EachP99:0.0} | {heard.LastP50:0.0} | {heard.LastP99:0.0} | {heard.LastMost:0.0} | {before:0} | {after:0} | {(after - before) * 1024 / Watchers:0.0} |"));
    }

    static async Task<(SocketFigures Heard, double Megabytes)> WatchAsync(Uri socket, string key, int count, int events, Func<int, Task> tell, Func<double> megabytes)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["watch", socket.ToString(), key, count.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var watchers = Process.Start(start)!;
        if (await watchers.StandardOutput.ReadLineAsync() != "watching") throw new InvalidOperationException("The watchers could not all connect.");
        await Task.Delay(Settle);
        await tell(events);
        await Task.Delay(Settle);
        var resident = megabytes();
        await watchers.StandardInput.WriteLineAsync();
        var heard = JsonSerializer.Deserialize<SocketFigures>((await watchers.StandardOutput.ReadLineAsync())!)!;
        await watchers.WaitForExitAsync();
        return (heard, resident);
    }

    static async Task<string> FirstAsync(Uri address, string key, Func<Task> act)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-API-Key", key);
        await socket.ConnectAsync(address, CancellationToken.None);
        await socket.SendAsync("""{"type":"subscribe","kinds":["source"]}"""u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[4096];
        await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
        await act();
        var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        return Encoding.UTF8.GetString(buffer, 0, part.Count);
    }
}
