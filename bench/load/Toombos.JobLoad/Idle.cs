using System.Diagnostics;
using Npgsql;

namespace Toombos.JobLoad;

/// <summary>What workers cost that have nothing to do.</summary>
static class Idle
{
    static readonly TimeSpan Settled = TimeSpan.FromSeconds(30), Measured = TimeSpan.FromSeconds(40);

    public static async Task RunAsync(string postgres)
    {
        Measurements.Head("idle, per worker", "% of a core", "transactions per second");
        await MeasureAsync("one worker", postgres, Role.Worker);
        await MeasureAsync("one worker, clustered Quartz", postgres, Role.ClusteredWorker);
        await MeasureAsync("each of two", postgres, Role.Worker, Role.Worker);
    }

    static async Task MeasureAsync(string title, string postgres, params Role[] roles)
    {
        await using var cluster = await Cluster.StartAsync(postgres, roles);
        await Task.Delay(Settled);
        await using var source = NpgsqlDataSource.Create(postgres); // another database, so that asking does not count
        TimeSpan Busy() => TimeSpan.FromTicks(cluster.Nodes.Sum(n => n.Busy().Ticks));
        async Task<long> TransactionsAsync()
        {
            await using var command = source.CreateCommand("SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = $1");
            command.Parameters.AddWithValue(new NpgsqlConnectionStringBuilder(cluster.Database!).Database!);
            return (long)(await command.ExecuteScalarAsync())!;
        }
        var (busy, transactions, from) = (Busy(), await TransactionsAsync(), Stopwatch.GetTimestamp());
        await Task.Delay(Measured);
        var seconds = Stopwatch.GetElapsedTime(from).TotalSeconds * roles.Length;
        Measurements.Row(title, (Busy() - busy).TotalSeconds / seconds * 100, (await TransactionsAsync() - transactions) / seconds);
    }
}
