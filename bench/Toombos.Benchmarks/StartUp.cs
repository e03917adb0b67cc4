using System.Diagnostics;
using System.Globalization;

namespace Toombos.Benchmarks;

/// <summary>How long the published build takes from its start to answering as ready, and what it holds when nobody asks for anything.</summary>
static class StartUp
{
    public static async Task<int> RunAsync(string executable)
    {
        var times = new List<double>();
        double memory = 0;
        for (var i = 0; i < 5; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await using var server = new PublishedServer(executable, "all");
            using var handler = new SocketsHttpHandler();
            using var http = new HttpMessageInvoker(handler);
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(await server.AddressAsync()), "/health/ready"));
            using var answer = await http.SendAsync(request, CancellationToken.None);
            answer.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            if (i < 4) continue;
            await Task.Delay(TimeSpan.FromSeconds(10));
            memory = server.ResidentMegabytes();
        }
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| published build, SQLite, all roles | |\n|---|--:|\n| start to ready, new database, median of 5 | {times[2]:0.00} s |\n| slowest | {times[^1]:0.00} s |\n| resident memory, idle for 10 s | {memory:0} MB |"));
        return 0;
    }
}
