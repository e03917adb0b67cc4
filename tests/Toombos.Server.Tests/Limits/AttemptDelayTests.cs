using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Limits;

namespace Toombos.Server.Tests.Limits;

/// <summary>Guessing becomes slow, for the guesser and for nobody else; in this process and in Redis alike.</summary>
public sealed class AttemptDelayTests : IAsyncDisposable
{
    readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    readonly InProcessAttempts _inProcess = new();
    readonly RedisConnection _redis;
    readonly string _ines = $"ines-{Guid.NewGuid():N}@example.com", _other = $"other-{Guid.NewGuid():N}@example.com";
    readonly IPAddress _home = Somewhere(), _bar = Somewhere();

    public AttemptDelayTests() => _redis = RedisForTests.Connect(_clock);

    static IPAddress Somewhere() => new([0x20, 0x01, 0x0d, 0xb8, .. Guid.NewGuid().ToByteArray().AsSpan(0, 12)]);

    AttemptDelay Delay(Counting counting) => new(
        counting == Counting.Redis ? new RedisAttempts(_redis, _inProcess) : _inProcess, Options.Create(new RateLimitsOptions()), _clock);

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static async Task<TimeSpan?> WaitAsync(AttemptDelay delay, string account, IPAddress address)
    {
        try
        {
            await delay.CheckAsync(account, address, Ct);
            return null;
        }
        catch (DomainRuleException refused)
        {
            Assert.Equal(("sign-in.too-often", 429), (refused.Code, refused.Status));
            return refused.RetryAfter;
        }
    }

    /// <summary>Guesses wrongly whenever it may, and says how long it took in all.</summary>
    async Task<TimeSpan> GuessAsync(AttemptDelay delay, string account, IPAddress address, int times)
    {
        var from = _clock.GetUtcNow();
        for (var i = 0; i < times; i++)
        {
            while (await WaitAsync(delay, account, address) is { } wait) _clock.Advance(wait);
            await delay.FailedAsync(account, address, Ct);
        }
        return _clock.GetUtcNow() - from;
    }

    [Theory, InlineData(Counting.InProcess), InlineData(Counting.Redis)]
    public async Task Five_slips_cost_nothing_and_then_waiting_doubles(Counting counting)
    {
        var delay = Delay(counting);
        Assert.Equal(TimeSpan.Zero, await GuessAsync(delay, _ines, _bar, 5));
        var waits = new List<double>();
        for (var i = 0; i < 6; i++) waits.Add((await GuessAsync(delay, _ines, _bar, 1)).TotalSeconds);
        Assert.Equal([1, 2, 4, 8, 16, 32], waits);
    }

    [Theory, InlineData(Counting.InProcess), InlineData(Counting.Redis)]
    public async Task Two_hundred_guesses_from_one_network_take_days(Counting counting) =>
        Assert.True(await GuessAsync(Delay(counting), _ines, _bar, 200) > TimeSpan.FromDays(1.5));

    [Theory, InlineData(Counting.InProcess), InlineData(Counting.Redis)]
    public async Task Guesses_at_the_same_time_are_no_way_around(Counting counting)
    {
        var delay = Delay(counting);
        var waits = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => WaitAsync(delay, _ines, _bar), Ct)));
        Assert.Equal(5, waits.Count(wait => wait is null));
    }

    [Theory, InlineData(Counting.InProcess), InlineData(Counting.Redis)]
    public async Task Being_right_takes_the_slips_back(Counting counting)
    {
        var delay = Delay(counting);
        await GuessAsync(delay, _ines, _home, 4);
        Assert.Null(await WaitAsync(delay, _ines, _home));
        await delay.SucceededAsync(_ines, _home, Ct);
        Assert.Equal(TimeSpan.Zero, await GuessAsync(delay, _ines, _home, 5));
    }

    [Theory, InlineData(Counting.InProcess), InlineData(Counting.Redis)]
    public async Task Guesses_from_elsewhere_do_not_slow_the_network_where_the_account_is_at_home(Counting counting)
    {
        var delay = Delay(counting);
        await delay.SucceededAsync(_ines, _home, Ct);
        for (var i = 0; i < 60; i++) await GuessAsync(delay, _ines, Somewhere(), 1);
        Assert.Null(await WaitAsync(delay, _ines, _home));
    }

    [Theory, InlineData(Counting.InProcess), InlineData(Counting.Redis)]
    public async Task Guesses_from_many_networks_make_unknown_ones_wait_and_let_the_owner_in_after_a_minute_at_most(Counting counting)
    {
        var delay = Delay(counting);
        for (var i = 0; i < 60; i++) await GuessAsync(delay, _ines, Somewhere(), 1);
        var wait = await WaitAsync(delay, _ines, _bar);
        Assert.InRange(wait!.Value.TotalSeconds, 2, 60);
        // The attack goes on all the while.
        for (var i = 0; i < 20; i++) await delay.FailedAsync(_ines, Somewhere(), Ct);
        _clock.Advance(wait.Value);
        Assert.Null(await WaitAsync(delay, _ines, _bar));
    }

    [Theory, InlineData(Counting.InProcess), InlineData(Counting.Redis)]
    public async Task Asking_during_the_wait_does_not_make_it_longer(Counting counting)
    {
        var delay = Delay(counting);
        await GuessAsync(delay, _ines, _bar, 8);
        var wait = await WaitAsync(delay, _ines, _bar);
        for (var i = 0; i < 30; i++) Assert.Equal(wait, await WaitAsync(delay, _ines, _bar));
    }

    [Theory, InlineData(Counting.InProcess), InlineData(Counting.Redis)]
    public async Task One_address_that_tries_many_accounts_is_slowed(Counting counting)
    {
        var delay = Delay(counting);
        for (var i = 0; i < 25; i++) await GuessAsync(delay, $"{i}-{_other}", _bar, 1);
        Assert.NotNull(await WaitAsync(delay, _other, _bar));
        Assert.NotNull(await WaitAsync(delay, "", _bar));
        Assert.Null(await WaitAsync(delay, _other, _home));
    }

    [Theory, InlineData(Counting.InProcess), InlineData(Counting.Redis)]
    public async Task Guesses_by_a_neighbour_keep_the_owner_out_for_a_minute_at_most(Counting counting)
    {
        var delay = Delay(counting);
        await delay.SucceededAsync(_ines, _home, Ct);
        await GuessAsync(delay, _ines, _home, 40);
        Assert.InRange((await WaitAsync(delay, _ines, _home))!.Value.TotalSeconds, 1, 60);
    }

    [Theory, InlineData(Counting.InProcess), InlineData(Counting.Redis)]
    public async Task Slips_are_forgotten_with_time(Counting counting)
    {
        var delay = Delay(counting);
        await GuessAsync(delay, _ines, _bar, 5);
        _clock.Advance(TimeSpan.FromMinutes(80));
        Assert.Equal(TimeSpan.Zero, await GuessAsync(delay, _ines, _bar, 5));
    }

    [Fact]
    public async Task Nodes_that_share_a_redis_count_together()
    {
        await using var second = RedisForTests.Connect(_clock);
        using var apart = new InProcessAttempts();
        var other = new AttemptDelay(new RedisAttempts(second, apart), Options.Create(new RateLimitsOptions()), _clock);
        await GuessAsync(Delay(Counting.Redis), _ines, _bar, 5);
        Assert.NotNull(await WaitAsync(other, _ines, _bar));
    }

    [Fact]
    public async Task Without_the_redis_each_node_goes_on_alone()
    {
        await using var nothing = RedisForTests.Connect(_clock, "127.0.0.1:1");
        var delay = new AttemptDelay(new RedisAttempts(nothing, _inProcess), Options.Create(new RateLimitsOptions()), _clock);
        Assert.Equal(TimeSpan.Zero, await GuessAsync(delay, _ines, _bar, 5));
        Assert.NotNull(await WaitAsync(delay, _ines, _bar));
    }

    public async ValueTask DisposeAsync()
    {
        _inProcess.Dispose();
        await _redis.DisposeAsync();
    }
}
