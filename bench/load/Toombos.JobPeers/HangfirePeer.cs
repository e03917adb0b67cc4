using System.Globalization;
using Npgsql;
using Toombos.JobLoad;

namespace Toombos.JobPeers;

/// <summary>Drains no-op jobs by one and by two processes of Hangfire, and asks how soon a single one begins.</summary>
static class HangfirePeer
{
    const int Jobs = 4000, Single = 200;

    public static async Task<int> RunAsync()
    {
        var postgres = Environment.GetEnvironmentVariable("BENCH_POSTGRES") ?? throw new InvalidOperationException("BENCH_POSTGRES names no PostgreSQL.");
        var name = $"toombos_bench_{Guid.NewGuid():N}";
        await using var maintenance = NpgsqlDataSource.Create(postgres);
        await maintenance.CreateCommand($"CREATE DATABASE {name}").ExecuteNonQueryAsync();
        var own = new NpgsqlConnectionStringBuilder(postgres) { Database = name, MaxPoolSize = 90 }.ConnectionString;
        try
        {
            await MeasureAsync(own);
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await maintenance.CreateCommand($"DROP DATABASE {name} WITH (FORCE)").ExecuteNonQueryAsync();
        }
        return 0;
    }

    static async Task MeasureAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var settings = new Dictionary<string, string> { ["Database__Postgres"] = database };
        await using var first = new NodeProcess(Environment.ProcessPath!, ["node"], settings);
        await first.ReadAsync();
        await using var second = new NodeProcess(Environment.ProcessPath!, ["node"], settings);
        await second.ReadAsync();
        await DrainAsync(source, 1000, first, second); // warms up
        Row("Hangfire on PostgreSQL, one process, jobs per second", await DrainAsync(source, Jobs, first));
        Row("Hangfire on PostgreSQL, two processes, jobs per second", await DrainAsync(source, Jobs, first, second));
        await first.AskAsync("start");
        Row("Hangfire, same process, P50 and P95 ms", await SingleAsync(first, first));
        Row("Hangfire, other process, P50 and P95 ms", await SingleAsync(second, first));
    }

    static void Row(string title, params double[] values) => Console.WriteLine($"| {title} | {string.Join(" / ", values.Select(v => v.ToString(v < 10 ? "0.0" : "0", CultureInfo.InvariantCulture)))} |");

    /// <summary>From the first that begins to the end of the last.</summary>
    static async Task<double> DrainAsync(NpgsqlDataSource source, int jobs, params NodeProcess[] nodes)
    {
        await nodes[0].AskAsync($"add {jobs}");
        var from = (DateTime)(await source.CreateCommand("SELECT clock_timestamp()").ExecuteScalarAsync())!;
        foreach (var node in nodes) await node.AskAsync("start");
        long done;
        double seconds;
        do
        {
            await Task.Delay(500);
            await using var command = source.CreateCommand("""
                SELECT count(*) FILTER (WHERE name = 'Succeeded'), coalesce(extract(epoch FROM max(createdat) FILTER (WHERE name = 'Succeeded') - min(createdat) FILTER (WHERE name = 'Processing')), 0)::float8
                FROM hangfire.state WHERE createdat >= $1 AND name IN ('Processing', 'Succeeded')
                """);
            command.Parameters.AddWithValue(from);
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            (done, seconds) = (reader.GetInt64(0), reader.GetDouble(1));
        }
        while (done < jobs);
        foreach (var node in nodes) await node.AskAsync("stop");
        foreach (var node in nodes) await node.AskAsync("starts");
        return jobs / seconds;
    }

    static async Task<double[]> SingleAsync(NodeProcess adder, NodeProcess worker)
    {
        var commits = await adder.AskAsync($"each {Single} 37");
        await Task.Delay(3000);
        var times = Times.Between(commits, await worker.AskAsync("starts"));
        return [times.Median, times.P95];
    }
}
