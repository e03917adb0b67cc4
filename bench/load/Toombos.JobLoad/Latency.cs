namespace Toombos.JobLoad;

/// <summary>How soon a job begins that is added to a quiet system, and how exactly one for later.</summary>
static class Latency
{
    const int Jobs = 200;

    public static async Task RunAsync(string postgres)
    {
        Measurements.Head("a job begins, ms", "P50", "P95", "longest");
        await MeasureAsync("", postgres, Role.Worker);
        await MeasureAsync(", clustered Quartz", postgres, Role.ClusteredWorker);
        await MeasureAsync(", SQLite", null, Role.Worker);
    }

    static async Task MeasureAsync(string with, string? postgres, Role role)
    {
        await using var cluster = await Cluster.StartAsync(postgres, role);
        var worker = cluster.Nodes[0];
        await worker.AskAsync("add nothing 500 5 1 0 0");
        await worker.AskAsync("each nothing 50 1 20");
        await cluster.EmptyAsync(worker);
        await worker.AskAsync("starts");
        Row($"after the commit, same process{with}", await FromAsync(worker, worker, cluster));
        if (postgres is not null)
        {
            var other = await cluster.AddAsync(Role.Api);
            await other.AskAsync("each nothing 20 1 20");
            await cluster.EmptyAsync(worker);
            await worker.AskAsync("starts");
            Row($"after the commit, other process{with}", await FromAsync(other, worker, cluster));
        }
        await worker.AskAsync($"add nothing {Jobs} 1 1 2000 15000");
        await cluster.EmptyAsync(worker);
        Row($"after its due time{with}", Times.Late(await worker.AskAsync("starts")));
    }

    static async Task<Times> FromAsync(NodeProcess adder, NodeProcess worker, Cluster cluster)
    {
        var commits = await adder.AskAsync($"each nothing {Jobs} 1 37");
        await cluster.EmptyAsync(worker);
        return Times.Between(commits, await worker.AskAsync("starts"));
    }

    public static void Row(string title, Times times)
    {
        if (times.Count < Jobs) throw new InvalidOperationException($"{Jobs - times.Count} jobs did not begin.");
        Measurements.Row(title, times.Median, times.P95, times.Longest);
    }
}
