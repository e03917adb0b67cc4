using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Toombos.Benchmarks;

/// <summary>The same measurements as <see cref="InProcess"/> by a plain loop, in seconds instead of minutes: median, P95 and bytes per call.</summary>
static class Quick
{
    /// <param name="peersFile">What the peers took for the same work, as peers.mjs writes it.</param>
    public static int Run(string? peersFile = null)
    {
        var peers = peersFile is null ? [] : JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, double>>>(File.ReadAllText(peersFile))!;
        var benchmarks = new InProcess();
        var methods = typeof(InProcess).GetMethods().Where(m => m.IsDefined(typeof(BenchmarkDotNet.Attributes.BenchmarkAttribute), false)).OrderBy(m => m.MetadataToken);
        Console.WriteLine("| in process | median ms | P95 ms | MB allocated | peers, median ms (times ours) |\n|---|--:|--:|--:|---|");
        foreach (var method in methods)
        {
            var (median, p95, bytes) = Measure(() => method.Invoke(benchmarks, null));
            var name = method.Name.Replace('_', ' ');
            var beside = string.Join(", ", peers.GetValueOrDefault(name, []).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key} {p.Value:0.000} ({p.Value / median:0.0}×)")));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {median:0.000} | {p95:0.000} | {bytes / 1e6:0.00} | {beside} |"));
        }
        return 0;
    }

    /// <summary>Warms up for one and a half seconds, then calls for two, ten times at least.</summary>
    static (double Median, double P95, double Bytes) Measure(Func<object?> call)
    {
        for (var warm = Stopwatch.StartNew(); warm.ElapsedMilliseconds < 1500;) call();
        var times = new List<double>();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var all = Stopwatch.StartNew(); all.ElapsedMilliseconds < 2000 || times.Count < 10;)
        {
            var started = Stopwatch.GetTimestamp();
            call();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)times.Count;
        times.Sort();
        return (times[times.Count / 2], times[(int)(times.Count * 0.95)], bytes);
    }
}
