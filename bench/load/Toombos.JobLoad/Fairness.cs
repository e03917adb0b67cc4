namespace Toombos.JobLoad;

/// <summary>A single job of one workspace while another has a hundred thousand in line.</summary>
static class Fairness
{
    const int InLine = 100_000, Probes = 40;

    public static async Task RunAsync(string postgres)
    {
        Measurements.Head("a single job beside 100,000 of another workspace, ms to its begin", "P50", "P95", "longest");
        foreach (var kind in (string[])["nothing", "slow"])
        {
            await using var cluster = await Cluster.StartAsync(postgres, Role.Api);
            var adder = cluster.Nodes[0];
            await adder.AskAsync($"add {kind} {InLine} 1 1 0 0");
            var worker = await cluster.AddAsync(Role.Worker);
            await Task.Delay(TimeSpan.FromSeconds(8)); // places are taken, code is compiled
            await worker.AskAsync("starts");
            var commits = await adder.AskAsync($"each nothing {Probes} 2 400");
            await Task.Delay(TimeSpan.FromSeconds(5));
            var times = Times.Between(commits, await worker.AskAsync("starts"));
            if (times.Count < Probes) throw new InvalidOperationException($"{Probes - times.Count} did not begin.");
            Measurements.Row(kind == "slow" ? "of jobs of two seconds" : "of no-op jobs", times.Median, times.P95, times.Longest);
        }
    }
}
