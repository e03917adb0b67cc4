using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Hangfire;
using Hangfire.Logging;
using Hangfire.PostgreSql;

namespace Toombos.JobPeers;

/// <summary>What Hangfire is to do: nothing, but say when.</summary>
static class Nothing
{
    static readonly ConcurrentQueue<string> Starts = new();

    public static void Run(string id) => Starts.Enqueue($"{id}:1:{TimeProvider.System.GetUtcNow().UtcTicks}:0");

    public static string Take()
    {
        var taken = string.Join(' ', Starts);
        Starts.Clear();
        return taken;
    }
}

/// <summary>A process with Hangfire, 64 workers, told of new jobs by PostgreSQL; it does what lines on its input say.</summary>
static class HangfireNode
{
    public static async Task<int> RunAsync()
    {
        LogProvider.SetCurrentLogProvider(null!);
        GlobalConfiguration.Configuration.UsePostgreSqlStorage(
            storage => storage.UseNpgsqlConnection(Environment.GetEnvironmentVariable("Database__Postgres")!),
            new PostgreSqlStorageOptions { EnableLongPolling = true, QueuePollInterval = TimeSpan.FromSeconds(1) });
        _ = JobStorage.Current;
        BackgroundJobServer? server = null;
        Console.WriteLine("= ready");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            switch (line.Split(' '))
            {
                case ["start"]:
                    server = new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = 64 });
                    Console.WriteLine("= started");
                    break;
                case ["stop"]:
                    server?.Dispose();
                    Console.WriteLine("= stopped");
                    break;
                case ["add", var count]:
                    Parallel.For(0, int.Parse(count, CultureInfo.InvariantCulture), new() { MaxDegreeOfParallelism = 8 }, i => BackgroundJob.Enqueue(() => Nothing.Run("")));
                    Console.WriteLine("= added");
                    break;
                case ["each", var count, var pause]:
                    Console.WriteLine($"= {await EachAsync(int.Parse(count, CultureInfo.InvariantCulture), int.Parse(pause, CultureInfo.InvariantCulture))}");
                    break;
                default:
                    Console.WriteLine($"= {Nothing.Take()}");
                    break;
            }
        }
        return 0;
    }

    static async Task<string> EachAsync(int count, int pause)
    {
        var answer = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var id = Guid.NewGuid().ToString("N");
            BackgroundJob.Enqueue(() => Nothing.Run(id));
            answer.Append(CultureInfo.InvariantCulture, $"{id}:{TimeProvider.System.GetUtcNow().UtcTicks} ");
            await Task.Delay(pause);
        }
        return answer.ToString();
    }
}
