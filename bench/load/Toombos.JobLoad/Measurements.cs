using System.Globalization;

namespace Toombos.JobLoad;

/// <summary>All measurements, in the order in which they are printed.</summary>
static class Measurements
{
    static string Postgres => Environment.GetEnvironmentVariable("BENCH_POSTGRES") ?? throw new InvalidOperationException("BENCH_POSTGRES names no PostgreSQL.");

    /// <param name="which">Some of them; all when empty.</param>
    public static async Task<int> RunAsync(string[] which)
    {
        (string Name, Func<Task> Run)[] all =
        [
            ("throughput", () => Throughput.RunAsync(Postgres)),
            ("latency", () => Latency.RunAsync(Postgres)),
            ("kill", () => Killing.RunAsync(Postgres)),
            ("fairness", () => Fairness.RunAsync(Postgres)),
            ("idle", () => Idle.RunAsync(Postgres)),
            ("sustained", () => Sustained.RunAsync(Postgres)),
        ];
        foreach (var (name, run) in all)
        {
            if (which.Length == 0 || which.Contains(name)) await run();
        }
        return 0;
    }

    public static void Head(string title, params string[] columns) => Console.WriteLine($"\n| {title} | {string.Join(" | ", columns)} |\n|---|{string.Concat(columns.Select(_ => "--:|"))}");

    public static void Row(string title, params object[] values) =>
        Console.WriteLine($"| {title} | {string.Join(" | ", values.Select(v => v is double number ? number.ToString(number < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) : v))} |");
}
