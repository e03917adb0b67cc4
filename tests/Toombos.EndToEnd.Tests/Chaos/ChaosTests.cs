using System.Globalization;
using Npgsql;
using Toombos.Client;
using Toombos.EndToEnd.Tests.Hosting;
using Toombos.Server.Tests.Hosting;

namespace Toombos.EndToEnd.Tests.Chaos;

/// <summary>
/// Publishing while processes are killed, sent to sleep and cut off from the database. Afterwards nothing is lost, nothing was sent twice, and where nobody can know, the ledger says
/// that. TOOMBOS_CHAOS_SECONDS makes it longer; TOOMBOS_CHAOS_SEED throws the dice of a run before.
/// </summary>
public sealed class ChaosTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    static CancellationToken Ct => TestContext.Current.CancellationToken;
    static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    [Fact]
    public async Task Workers_that_die_sleep_and_lose_the_database_lose_nothing_and_send_nothing_twice()
    {
        var (seed, seconds) = (Setting("TOOMBOS_CHAOS_SEED", Random.Shared.Next()), Setting("TOOMBOS_CHAOS_SECONDS", 60));
        var dice = new Random(seed);
        await using var database = (PostgresTestDatabase)TestDatabase.Of(DatabaseKind.Postgres);
        await database.CreateAsync();
        var settings = new Dictionary<string, string?>(database.Settings.Concat(ChaosStage.Settings));
        await using var api = await ServerProcess.StartAsync(["--role", "api"], settings);
        var workers = new List<ServerProcess>();
        await using var stage = new ChaosStage(seed);
        try
        {
            for (var i = 0; i < 3; i++) workers.Add(await ServerProcess.StartAsync(["--role", "worker"], settings));
            await stage.OpenAsync(await ClientAsync(api));
            await stage.PublishAsync(hooks: 60, letters: 3, people: 40);
            var begun = TimeProvider.System.GetTimestamp();
            while (TimeProvider.System.GetElapsedTime(begun).TotalSeconds < seconds)
            {
                var victim = dice.Next(workers.Count);
                switch (dice.Next(4))
                {
                    case 0 or 1:
                        await workers[victim].KillAsync();
                        await workers[victim].DisposeAsync();
                        workers[victim] = await ServerProcess.StartAsync(["--role", "worker"], settings);
                        break;
                    case 2:
                        await workers[victim].SignalAsync("STOP");
                        // Longer than a lease: its jobs go on elsewhere, and it wakes to find them gone.
                        await PauseAsync(TimeSpan.FromSeconds(12 + dice.Next(6)));
                        await workers[victim].SignalAsync("CONT");
                        break;
                    default:
                        await CutOffAsync(database);
                        break;
                }
                await PauseAsync(TimeSpan.FromMilliseconds(dice.Next(1500)));
            }
            await EndAsync(stage, $"Seed {seed}, {seconds} s.");
        }
        finally
        {
            foreach (var worker in workers) await worker.DisposeAsync();
        }
    }

    [Fact]
    public async Task One_process_on_SQLite_that_is_killed_again_and_again_loses_nothing_and_sends_nothing_twice()
    {
        var (seed, kills) = (Setting("TOOMBOS_CHAOS_SEED", Random.Shared.Next()), 5);
        var dice = new Random(seed);
        await using var database = TestDatabase.Of(DatabaseKind.Sqlite);
        var settings = new Dictionary<string, string?>(database.Settings.Concat(ChaosStage.Settings));
        await using var stage = new ChaosStage(seed);
        var server = await ServerProcess.StartAsync(["--role", "api,worker"], settings);
        try
        {
            var key = await server.KeyAsync();
            await stage.OpenAsync(await ClientAsync(server, key));
            await stage.PublishAsync(hooks: 30, letters: 2, people: 30);
            for (var i = 0; i < kills; i++)
            {
                await PauseAsync(TimeSpan.FromMilliseconds(dice.Next(1500)));
                await server.KillAsync();
                await server.DisposeAsync();
                server = await ServerProcess.StartAsync(["--role", "api,worker"], settings);
            }
            stage.GoOnWith(await ClientAsync(server, key));
            await EndAsync(stage, $"Seed {seed}.");
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    static async Task EndAsync(ChaosStage stage, string which)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        try
        {
            while (await stage.OpenCountAsync() > 0) await timer.WaitForNextTickAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!Ct.IsCancellationRequested)
        {
            Assert.Fail($"{which} After {Patience.TotalMinutes} minutes of peace {await stage.OpenCountAsync()} publications have come to no end.");
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{which} {await stage.VerifyAsync()}");
    }

    static async Task<ToombosClient> ClientAsync(ServerProcess server, string? key = null)
    {
        var http = await server.ConnectAsync();
        http.DefaultRequestHeaders.Add("X-API-Key", key ?? await server.KeyAsync());
        return new(http);
    }

    static Task PauseAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, Ct);

    /// <summary>Ends every connection to the database, in the middle of whatever it does.</summary>
    static async Task CutOffAsync(PostgresTestDatabase database)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        await command.ExecuteScalarAsync(Ct);
    }
}
