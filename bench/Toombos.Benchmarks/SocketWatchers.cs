using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Toombos.Benchmarks;

/// <summary>The other side of the line, in a process of its own: many clients of one socket address, and when each heard each event.</summary>
static class SocketWatchers
{
    static readonly TimeProvider Clock = TimeProvider.System;
    static readonly ConcurrentDictionary<long, Heard> Events = new();
    static int _started;

    sealed class Heard(DateTimeOffset at)
    {
        public DateTimeOffset At { get; } = at;
        public ConcurrentQueue<double> Milliseconds { get; } = new();
    }

    /// <summary>Says when all watch, and after a line from its caller what they heard.</summary>
    public static async Task<int> RunAsync(Uri address, string key, int count)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue };
        using var http = new HttpMessageInvoker(handler);
        using var turns = new SemaphoreSlim(32);
        var watching = Enumerable.Range(0, count).Select(_ => WatchAsync(address, key, http, turns)).ToList();
        while (Volatile.Read(ref _started) < count)
        {
            if (watching.FirstOrDefault(w => w.IsFaulted) is { } failed) await failed;
            await Task.Delay(50);
        }
        Console.WriteLine("watching");
        Console.ReadLine();
        Console.WriteLine(JsonSerializer.Serialize(Figures(count)));
        return 0;
    }

    static SocketFigures Figures(int count)
    {
        var whole = Events.Values.Where(e => e.Milliseconds.Count == count).ToList();
        var (last, each) = (whole.Select(e => e.Milliseconds.Max()).Order().ToArray(), whole.SelectMany(e => e.Milliseconds).Order().ToArray());
        static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[(int)(share * (sorted.Length - 1))];
        return new(Events.Count, Events.Count - whole.Count, At(each, .5), At(each, .99), At(last, .5), At(last, .99), At(last, 1));
    }

    static async Task WatchAsync(Uri address, string key, HttpMessageInvoker http, SemaphoreSlim turns)
    {
        using var socket = new ClientWebSocket();
        await turns.WaitAsync();
        var buffer = new byte[4096];
        try
        {
            socket.Options.SetRequestHeader("X-API-Key", key);
            await socket.ConnectAsync(address, http, CancellationToken.None);
            await socket.SendAsync("""{"type":"subscribe","kinds":["source"]}"""u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
            await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            Interlocked.Increment(ref _started);
        }
        finally
        {
            turns.Release();
        }
        while (await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None) is { MessageType: WebSocketMessageType.Text, EndOfMessage: true } part)
            Note(buffer.AsSpan(0, part.Count), Clock.GetUtcNow());
    }

    /// <summary>Reads no more of a message than it must: the clients share the machine with what is measured.</summary>
    static void Note(ReadOnlySpan<byte> message, DateTimeOffset now)
    {
        if (Field(message, "\"event\":{\"sequence\":"u8, (byte)',') is not { Length: > 0 } number) return;
        var sequence = long.Parse(number, CultureInfo.InvariantCulture);
        if (!Events.TryGetValue(sequence, out var heard))
            heard = Events.GetOrAdd(sequence, new Heard(DateTimeOffset.Parse(Encoding.ASCII.GetString(Field(message, "\"at\":\""u8, (byte)'"')), CultureInfo.InvariantCulture)));
        heard.Milliseconds.Enqueue((now - heard.At).TotalMilliseconds);
    }

    static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name, byte end)
    {
        if (message.IndexOf(name) is var at && at < 0) return default;
        var value = message[(at + name.Length)..];
        return value[..value.IndexOf(end)];
    }
}

/// <summary>What the watchers heard: how many events, how many of them not everybody; milliseconds until each and until the last of them heard it.</summary>
sealed record SocketFigures(int Events, int Missed, double EachP50, double EachP99, double LastP50, double LastP99, double LastMost);
