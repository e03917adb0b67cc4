using System.Diagnostics;

namespace Toombos.JobLoad;

/// <summary>A mixed load for minutes, one tenth after the other: later ones must neither wait longer nor need more memory.</summary>
static class Sustained
{
    const int Jobs = 50_000, PerSecond = 200, Beat = 250;
    static readonly string[] Kinds = ["nothing", "flaky", "talking", "nothing", "nothing"];

    public static async Task RunAsync(string postgres)
    {
        Measurements.Head($"50,000 jobs at {PerSecond} a second in 8 workspaces, two workers", "P50 ms to the begin", "P95 ms", "resident MB, the larger", "managed MB, the larger");
        await using var cluster = await Cluster.StartAsync(postgres, Role.Worker, Role.Worker, Role.Api);
        var (workers, adder) = (cluster.Nodes.Take(2).ToArray(), cluster.Nodes[2]);
        await adder.AskAsync("add talking 1000 20 1 0 0");
        await adder.AskAsync("add flaky 1000 20 1 0 0");
        await cluster.EmptyAsync(adder);
        foreach (var worker in workers) await worker.AskAsync("starts");
        var beat = 0;
        for (var tenth = 1; tenth <= 10; tenth++)
        {
            var resident = 0.0;
            var clock = Stopwatch.StartNew();
            for (var added = 0; added < Jobs / 10; beat++)
            {
                var some = PerSecond * Beat / 1000;
                // At random within a beat, so that not all come at once.
                await adder.AskAsync($"add {Kinds[beat % Kinds.Length]} {some} 2 {1 + beat % 4 * 2} 0 {Beat}");
                added += some;
                resident = Math.Max(resident, workers.Max(w => w.ResidentMegabytes()));
                var rest = TimeSpan.FromSeconds((double)added / PerSecond) - clock.Elapsed;
                if (rest > TimeSpan.Zero) await Task.Delay(rest);
            }
            var starts = string.Join(' ', await Task.WhenAll(workers.Select(w => w.AskAsync("starts"))));
            var heap = (await Task.WhenAll(workers.Select(w => w.NumberAsync("heap")))).Max() / 1e6;
            var times = Times.Late(starts);
            Measurements.Row($"tenth {tenth}", times.Median, times.P95, resident, heap);
        }
        await cluster.EmptyAsync(adder);
        var ended = (await adder.AskAsync("again")).Split(' ').Select(long.Parse).ToArray();
        Console.WriteLine($"\nCompleted {ended[2] - 2000} of {Jobs}; {ended[0] - 1000} after a second attempt.");
    }
}
