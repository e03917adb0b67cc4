using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Toombos.Client;

namespace Toombos.Benchmarks;

/// <summary>Eight clients of the SDK against the published server with SQLite: documents added and saved, then pieces for all channels.</summary>
static class ApiLoad
{
    const int Clients = 8;
    static readonly TimeSpan Warming = TimeSpan.FromSeconds(5), Measured = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(string executable)
    {
        await using var server = new PublishedServer(executable, "api");
        using var handler = new SocketsHttpHandler();
        using var http = Connect(handler, await server.AddressAsync(), await server.KeyAsync());
        var client = new ToombosClient(http);
        var sources = new ConcurrentQueue<Guid>();

        Console.WriteLine($"| API, SQLite, {Clients} clients | per second | P50 ms | P95 ms | P99 ms |\n|---|--:|--:|--:|--:|");
        await MeasureAsync("documents added and saved", async number =>
        {
            var answer = await client.Documents.AddSourceAsync(new() { Name = $"News {number}", Markdown = Inputs.Sample.Replace("kayak", $"kayak {number}", StringComparison.Ordinal) });
            sources.Enqueue(answer.Source.Id);
        });
        await MeasureAsync("documents added, composed for all channels and saved", async number =>
        {
            var answer = await client.Documents.AddSourceAsync(new() { Name = $"More {number}", Markdown = Inputs.Sample.Replace("kayak", $"kayak {number}", StringComparison.Ordinal) });
            await client.Writing.CreatePieceAsync(new() { SourceId = answer.Source.Id });
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nResident memory after it: {server.ResidentMegabytes():0} MB"));
        return 0;
    }

    static HttpClient Connect(SocketsHttpHandler handler, string address, string key)
    {
        var http = new HttpClient(handler) { BaseAddress = new Uri(address) };
        http.DefaultRequestHeaders.Add("X-API-Key", key);
        return http;
    }

    static async Task MeasureAsync(string name, Func<int, Task> work)
    {
        var number = 0;
        var times = new ConcurrentQueue<double>();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (clock.Elapsed < Warming + Measured)
            {
                var (started, from) = (Stopwatch.GetTimestamp(), clock.Elapsed);
                await work(Interlocked.Increment(ref number));
                if (from > Warming) times.Enqueue(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        })));
        var sorted = times.Order().ToList();
        double At(double share) => sorted[(int)(share * (sorted.Count - 1))];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {sorted.Count / Measured.TotalSeconds:0} | {At(.5):0.0} | {At(.95):0.0} | {At(.99):0.0} |"));
    }
}
