using Toombos.EndToEnd.Tests.Hosting;

namespace Toombos.EndToEnd.Tests.Chaos;

/// <summary>Processes that do the jobs, and what befalls them: they are killed and started anew, or sent to sleep for longer than they are believed alive.</summary>
sealed class ChaosWorkers(IReadOnlyDictionary<string, string?> settings) : IAsyncDisposable
{
    readonly List<ServerProcess> _workers = [];

    public static async Task<ChaosWorkers> StartAsync(int count, IReadOnlyDictionary<string, string?> settings)
    {
        var workers = new ChaosWorkers(settings);
        for (var i = 0; i < count; i++) workers._workers.Add(await workers.StartAsync());
        return workers;
    }

    Task<ServerProcess> StartAsync() => ServerProcess.StartAsync(["--role", "worker"], settings);

    /// <summary>One of them, as the dice say.</summary>
    public async Task TroubleAsync(Random dice)
    {
        var (victim, sleeps, seconds) = (dice.Next(_workers.Count), dice.Next(3) == 0, 12 + dice.Next(6));
        var worker = _workers[victim];
        ExpectAlive();
        if (sleeps)
        {
            await worker.SignalAsync("STOP");
            // Longer than a lease: its jobs go on elsewhere, and it wakes to find them gone.
            await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, TestContext.Current.CancellationToken);
            await worker.SignalAsync("CONT");
            return;
        }
        await worker.KillAsync();
        await worker.DisposeAsync();
        _workers[victim] = await StartAsync();
    }

    /// <summary>Nothing but being killed ends a worker.</summary>
    public void ExpectAlive()
    {
        foreach (var worker in _workers.Where(worker => worker.HasEnded)) Assert.Fail($"A worker ended by itself. The last that it said:\n{worker.LastLines}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers) await worker.DisposeAsync();
    }
}
