using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Server.Features.Publishing;
using Toombos.Server.Platform.Limits;
using Toombos.Server.Tests.Audiences;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Publishing;

/// <summary>However many nodes send for an account, no minute has more than it may.</summary>
public sealed class AccountPaceTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind, bool> Places => new() { { DatabaseKind.Sqlite, false }, { DatabaseKind.Postgres, false }, { DatabaseKind.Sqlite, true } };

    [Theory, MemberData(nameof(Places))]
    public async Task No_minute_has_more_than_was_allowed_and_a_free_account_does_not_wait(DatabaseKind database, bool redis)
    {
        const int PerMinute = 600;
        await using var stage = await Stage.StartAsync(database, settings: redis ? new Dictionary<string, string?> { ["Redis:Connection"] = Environment.GetEnvironmentVariable("TOOMBOS_TEST_REDIS") } : null);
        var (workspace, account, taken) = (await stage.Host.AddWorkspaceAsync(), Guid.CreateVersion7(), new List<DateTimeOffset>());
        var end = stage.Host.Clock.GetUtcNow().AddSeconds(75);
        while (stage.Host.Clock.GetUtcNow() < end)
        {
            // Several at once, as nodes do.
            var waits = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => stage.Host.InAsync(workspace.Id, services => services.GetRequiredService<AccountPace>().TakeAsync(account, PerMinute, Ct))));
            taken.AddRange(waits.Where(w => w == TimeSpan.Zero).Select(_ => stage.Host.Clock.GetUtcNow()));
            if (waits.Min() > TimeSpan.Zero) stage.Host.Clock.Advance(waits.Min());
        }

        Assert.InRange(taken.Count(t => t == taken[0]), 2, 10);
        Assert.All(taken, from => Assert.True(taken.Count(t => t >= from && t < from.AddMinutes(1)) <= PerMinute));
        Assert.True(taken.Count(t => t < taken[0].AddMinutes(1)) > PerMinute * 0.97, $"Only {taken.Count} in 75 s.");
    }

    [Fact]
    public async Task One_a_minute_is_one_a_minute()
    {
        await using var stage = await Stage.StartAsync(DatabaseKind.Sqlite);
        var (workspace, account) = (await stage.Host.AddWorkspaceAsync(), Guid.CreateVersion7());
        Task<TimeSpan> TakeAsync() => stage.Host.InAsync(workspace.Id, services => services.GetRequiredService<AccountPace>().TakeAsync(account, 1, Ct));

        Assert.Equal((TimeSpan.Zero, TimeSpan.FromMinutes(1)), (await TakeAsync(), await TakeAsync()));
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.Zero, await TakeAsync());
    }
}
