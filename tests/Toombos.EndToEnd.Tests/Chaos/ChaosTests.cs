using System.Globalization;
using Npgsql;
using Toombos.Client;
using Toombos.EndToEnd.Tests.Hosting;
using Toombos.Server.Tests.Hosting;

namespace Toombos.EndToEnd.Tests.Chaos;

/// <summary>
/// Publishing while processes are killed and sent to sleep, and while the database is restarted, crashes and cuts its lines. Afterwards nothing is lost, nothing was sent twice, and where
/// nobody can know, the ledger says that. TOOMBOS_CHAOS_SECONDS makes it longer; TOOMBOS_CHAOS_SEED throws the dice of a run before.
/// </summary>
public sealed class ChaosTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    static CancellationToken Ct => TestContext.Current.CancellationToken;
    static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    [Fact]
    public Task Workers_that_die_and_sleep_and_a_database_that_is_restarted_lose_nothing_and_send_nothing_twice() => ReplayablyAsync(async seed =>
    {
        var time = TimeSpan.FromSeconds(Setting("TOOMBOS_CHAOS_SECONDS", 120));
        await using var database = await PostgresServer.StartAsync();
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string?>(ChaosStage.Settings) { ["Database:Postgres"] = database.ConnectionString, ["Database:DataFolder"] = folder.Path };
        await using var api = await ServerProcess.StartAsync(["--role", "api"], settings);
        await using var workers = await ChaosWorkers.StartAsync(3, settings);
        await using var stage = new ChaosStage(seed);
        var client = await ClientAsync(api);
        await using var watcher = new ChaosWatcher(client);
        await stage.OpenAsync(client, people: 40);
        await stage.PublishAsync(hooks: 30, letters: 2);

        await Task.WhenAll(
            DuringAsync(time, new(seed + 1), TimeSpan.FromSeconds(1.5), workers.TroubleAsync),
            DuringAsync(time, new(seed + 2), TimeSpan.FromSeconds(16), dice => TroubleAsync(database, dice)),
            // What is asked for in the last seconds would only make the end longer.
            DuringAsync(time * 0.8, new(seed + 3), TimeSpan.FromSeconds(1.5), dice => dice.Next(20) == 0 ? stage.PublishLetterAsync() : stage.PublishHookAsync()));

        var told = await EndAsync(stage);
        workers.ExpectAlive();
        return $"{told}; {await watcher.HearAllAsync()} events heard";
    });

    [Fact]
    public Task One_process_on_SQLite_that_is_killed_again_and_again_loses_nothing_and_sends_nothing_twice() => ReplayablyAsync(async seed =>
    {
        const int Kills = 5;
        var dice = new Random(seed + 1);
        await using var database = TestDatabase.Of(DatabaseKind.Sqlite);
        var settings = new Dictionary<string, string?>(database.Settings.Concat(ChaosStage.Settings));
        await using var stage = new ChaosStage(seed);
        var server = await ServerProcess.StartAsync(["--role", "api,worker"], settings);
        try
        {
            var key = await server.KeyAsync();
            await stage.OpenAsync(await ClientAsync(server, key), people: 30);
            await stage.PublishAsync(hooks: 30, letters: 2);
            for (var i = 0; i < Kills; i++)
            {
                await PauseAsync(dice, TimeSpan.FromSeconds(1.5));
                await server.KillAsync();
                await server.DisposeAsync();
                server = await ServerProcess.StartAsync(["--role", "api,worker"], settings);
            }
            stage.GoOnWith(await ClientAsync(server, key));
            return await EndAsync(stage);
        }
        finally
        {
            await server.DisposeAsync();
        }
    });

    /// <summary>Whatever goes wrong is told with the seed that shows it again.</summary>
    static async Task ReplayablyAsync(Func<int, Task<string>> test)
    {
        var (seed, begun) = (Setting("TOOMBOS_CHAOS_SEED", Random.Shared.Next()), TimeProvider.System.GetTimestamp());
        try
        {
            var told = await test(seed);
            TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}, {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0} s: {told}");
        }
        catch (Exception failure) when (!Ct.IsCancellationRequested)
        {
            throw new InvalidOperationException($"Seed {seed}: set TOOMBOS_CHAOS_SEED to throw the same dice. {failure.Message}", failure);
        }
    }

    static async Task DuringAsync(TimeSpan time, Random dice, TimeSpan longestPause, Func<Random, Task> act)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < time)
        {
            await act(dice);
            await PauseAsync(dice, longestPause);
        }
    }

    /// <summary>The database is told to end, or crashes, and is away for some seconds; or only its lines are cut.</summary>
    static Task TroubleAsync(PostgresServer database, Random dice)
    {
        var (what, away) = (dice.Next(5), TimeSpan.FromMilliseconds(1000 + dice.Next(7000)));
        return what == 0 ? CutOffAsync(database) : database.RestartAsync(what < 3 ? PostgresStop.Fast : PostgresStop.Immediate, away);
    }

    /// <summary>Ends every connection to the database, in the middle of whatever it does.</summary>
    static async Task CutOffAsync(PostgresServer database)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        await command.ExecuteScalarAsync(Ct);
    }

    static async Task<string> EndAsync(ChaosStage stage)
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
            Assert.Fail($"After {Patience.TotalMinutes} minutes of peace {await stage.OpenCountAsync()} publications have come to no end.");
        }
        return await stage.VerifyAsync();
    }

    static async Task<ToombosClient> ClientAsync(ServerProcess server, string? key = null)
    {
        var http = await server.ConnectAsync();
        http.DefaultRequestHeaders.Add("X-API-Key", key ?? await server.KeyAsync());
        return new(http);
    }

    static Task PauseAsync(Random dice, TimeSpan longest) => Task.Delay(longest * dice.NextDouble(), TimeProvider.System, Ct);
}
