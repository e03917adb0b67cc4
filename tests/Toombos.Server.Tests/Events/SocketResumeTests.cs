using Microsoft.Extensions.DependencyInjection;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Events;

/// <summary>Lines that break at any moment while many write: each event once, in order.</summary>
public sealed class SocketResumeTests(Hosts hosts)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite, 1)]
    [InlineData(DatabaseKind.Sqlite, 2)]
    [InlineData(DatabaseKind.Sqlite, 3)]
    [InlineData(DatabaseKind.Postgres, 4)]
    [InlineData(DatabaseKind.Postgres, 5)]
    [InlineData(DatabaseKind.Postgres, 6)]
    public async Task Whoever_resumes_after_any_disconnect_is_told_each_event_once_and_in_order(DatabaseKind database, int seed)
    {
        const int Writers = 4, Each = 15, Watchers = 3;
        var host = await hosts.ListeningAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var dice = new Random(seed);
        var plans = Enumerable.Range(0, Writers).Select(_ => Enumerable.Range(0, Each).Select(_ => dice.Next(1, 12)).ToList()).ToList();
        var start = (await workspace.Client.Events.ListAsync(limit: 100, ct: Ct)).Items[^1].Sequence;
        var last = start + plans.Sum(plan => plan.Sum());

        var watching = Enumerable.Range(0, Watchers).Select(_ => WatchAsync(host, workspace.Key, start, last, new Random(dice.Next()))).ToList();
        await Task.WhenAll(plans.Select(plan => Task.Run(() => WriteAsync(host, workspace.Id, plan), Ct)));

        foreach (var told in await Task.WhenAll(watching)) Assert.Equal(Enumerable.Range(1, (int)(last - start)).Select(i => start + i), told);
    }

    /// <summary>Takes a few events, loses the line or says goodbye, and comes back until it has heard the last.</summary>
    static async Task<List<long>> WatchAsync(ToombosHost host, string key, long start, long last, Random dice)
    {
        var told = new List<long>();
        while (told.Count == 0 || told[^1] < last)
        {
            using var socket = await SocketClient.OpenAsync(host, key);
            await socket.SubscribeAsync($""","after":{(told.Count == 0 ? start : told[^1])}""");
            for (var left = dice.Next(1, 60); left > 0 && (told.Count == 0 || told[^1] < last); left--) told.Add((await socket.TakeAsync(1))[0].Sequence);
            if (dice.Next(2) == 0) socket.Cut();
        }
        return told;
    }

    /// <summary>Saves as many keys at once as the plan says, one event each.</summary>
    static async Task WriteAsync(ToombosHost host, Guid workspace, List<int> plan)
    {
        foreach (var many in plan)
        {
            await using var scope = host.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace, "test");
            var ring = scope.ServiceProvider.GetRequiredService<KeyRing>();
            for (var i = 0; i < many; i++) ring.AddKey($"Key {i}");
            await scope.ServiceProvider.GetRequiredService<ToombosDb>().SaveChangesAsync(Ct);
        }
    }
}
