namespace Toombos.JobLoad;

/// <summary>Jobs that do nothing, through everything: row, trigger, fence, completion, events. All are in line when the first is due.</summary>
static class Throughput
{
    /// <summary>Time in which all are added, before the first is due.</summary>
    const int Head = 12_000;

    public static async Task RunAsync(string postgres)
    {
        Measurements.Head("no-op jobs per second, 64 threads a worker", "one workspace", "20 workspaces");
        await BothAsync("PostgreSQL, one worker", postgres, 4000, Role.Worker);
        await BothAsync("PostgreSQL, two workers", postgres, 4000, Role.Worker, Role.Worker);
        await BothAsync("PostgreSQL, one worker, clustered Quartz", postgres, 4000, Role.ClusteredWorker);
        await BothAsync("PostgreSQL, two workers, clustered Quartz", postgres, 4000, Role.ClusteredWorker, Role.ClusteredWorker);
        await BothAsync("SQLite, one process", null, 4000, Role.Worker);
    }

    static async Task BothAsync(string title, string? postgres, int count, params Role[] roles)
    {
        await using var cluster = await Cluster.StartAsync(postgres, roles);
        var asked = cluster.Nodes[0];
        await asked.AskAsync("add nothing 1000 20 1 0 0"); // warms up
        await cluster.EmptyAsync(asked);
        Measurements.Row(title, await DrainAsync(cluster, asked, count, 1), await DrainAsync(cluster, asked, count, 20));
    }

    static async Task<double> DrainAsync(Cluster cluster, NodeProcess asked, int count, int workspaces)
    {
        var due = await asked.NumberAsync($"add nothing {count} {workspaces} 1 {Head} 0");
        if (TimeProvider.System.GetUtcNow().UtcTicks > due) throw new InvalidOperationException("Adding took longer than the time before the jobs were due.");
        await cluster.EmptyAsync(asked);
        return count / TimeSpan.FromTicks(await asked.NumberAsync("last") - due).TotalSeconds;
    }
}
