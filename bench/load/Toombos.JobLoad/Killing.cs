namespace Toombos.JobLoad;

/// <summary>One of two workers is killed in the middle of jobs of two seconds.</summary>
static class Killing
{
    /// <summary>As many as both can do at once: what the dead one did goes on as soon as it is believed dead, behind nothing.</summary>
    const int Jobs = 128;

    public static async Task RunAsync(string postgres)
    {
        Measurements.Head("kill -9 of one of two workers", "jobs it was doing", "last of them begun again after s", "all completed after s", $"completed of {Jobs}");
        await MeasureAsync("the default", postgres, Role.Worker);
        await MeasureAsync("clustered Quartz", postgres, Role.ClusteredWorker);
    }

    static async Task MeasureAsync(string title, string postgres, Role role)
    {
        await using var cluster = await Cluster.StartAsync(postgres, role, role);
        var (victim, other) = (cluster.Nodes[0], cluster.Nodes[1]);
        await other.AskAsync($"add slow {Jobs} 8 1 0 0");
        while (await victim.NumberAsync("running") < 30) await Task.Delay(100);
        victim.Kill();
        var killed = TimeProvider.System.GetUtcNow().UtcTicks;
        await cluster.EmptyAsync(other);
        var again = (await other.AskAsync("again")).Split(' ').Select(long.Parse).ToArray();
        Measurements.Row(title, again[0], TimeSpan.FromTicks(again[1] - killed).TotalSeconds, TimeSpan.FromTicks(await other.NumberAsync("last") - killed).TotalSeconds, again[2]);
    }
}
