using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Toombos.Server.Platform.Limits;

namespace Toombos.Server.Tests.Limits;

/// <summary>Both limiters give exactly what a bucket promises: never more, and as soon as it is there.</summary>
public sealed class RateLimiterTests : IAsyncDisposable
{
    readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    readonly InProcessRateLimiter _inProcess;
    readonly RedisConnection _redis;

    public RateLimiterTests()
    {
        _inProcess = new(100_000, _clock);
        _redis = RedisForTests.Connect(_clock);
    }

    IRateLimiter Limiter(Counting counting) => counting == Counting.Redis ? new RedisRateLimiter(_redis, new(1000, _clock), _clock) : _inProcess;

    static RateLimit Fresh(int perMinute, string name = "key") => new(name, $"test:{Guid.NewGuid():N}", perMinute);

    static async Task<bool> TakeAsync(IRateLimiter limiter, RateLimit limit, int cost = 1) => (await limiter.TakeAsync([limit], cost)).Allowed;

    [Theory, InlineData(Counting.InProcess), InlineData(Counting.Redis)]
    public async Task In_any_window_at_most_a_bucket_and_the_rate_pass(Counting counting) => await Gen.Select(
            Gen.Int[1, 1000], Gen.Select(Gen.Int[0, 5_000], Gen.Int[1, 12]).Array[1, 40])
        .SampleAsync(async (perMinute, steps) =>
        {
            var (limiter, limit) = (Limiter(counting), Fresh(perMinute));
            var passed = new List<(long At, int Cost)>();
            foreach (var (milliseconds, cost) in steps)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
                if (await TakeAsync(limiter, limit, cost)) passed.Add((Now, Math.Min(cost, perMinute)));
            }
            for (var from = 0; from < passed.Count; from++)
            {
                var sum = 0L;
                for (var to = from; to < passed.Count; to++)
                {
                    sum += passed[to].Cost;
                    var window = passed[to].At - passed[from].At;
                    if (sum * limit.Interval > limit.Full + window) return false;
                }
            }
            return true;
        }, iter: counting == Counting.Redis ? 30 : 2_000, threads: 1);

    [Theory, InlineData(Counting.InProcess), InlineData(Counting.Redis)]
    public async Task What_was_promised_after_a_wait_is_there_then_and_not_a_microsecond_before(Counting counting) => await Gen.Select(
            Gen.Int[1, 1000], Gen.Int[1, 20].Array[1, 60])
        .SampleAsync(async (perMinute, costs) =>
        {
            var (limiter, limit) = (Limiter(counting), Fresh(perMinute));
            foreach (var cost in costs)
            {
                var decision = await limiter.TakeAsync([limit], cost);
                if (decision.Allowed) continue;
                _clock.Advance(TimeSpan.FromMicroseconds(decision.Wait - 1));
                if (await TakeAsync(limiter, limit, cost)) return false;
                _clock.Advance(TimeSpan.FromMicroseconds(1));
                if (!await TakeAsync(limiter, limit, cost)) return false;
            }
            return true;
        }, iter: counting == Counting.Redis ? 20 : 1_000, threads: 1);

    [Fact]
    public async Task Both_say_the_same_of_the_same_requests() => await Gen.Select(
            Gen.Int[1, 300], Gen.Int[1, 300], Gen.Select(Gen.Int[0, 3_000], Gen.Int[1, 15]).Array[1, 30])
        .SampleAsync(async (one, other, steps) =>
        {
            RateLimit[] limits = [Fresh(one), Fresh(other, "workspace")];
            var (here, there) = (Limiter(Counting.InProcess), Limiter(Counting.Redis));
            foreach (var (milliseconds, cost) in steps)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
                var (a, b) = (await here.TakeAsync(limits, cost), await there.TakeAsync(limits, cost));
                if (a.Wait != b.Wait || !a.Levels.SequenceEqual(b.Levels)) return false;
            }
            return true;
        }, iter: 30, threads: 1);

    [Theory, InlineData(Counting.InProcess), InlineData(Counting.Redis)]
    public async Task A_bucket_gives_its_number_at_once_and_then_one_by_one(Counting counting)
    {
        var (limiter, limit) = (Limiter(counting), Fresh(100));
        for (var i = 0; i < 100; i++) Assert.True(await TakeAsync(limiter, limit));
        Assert.False(await TakeAsync(limiter, limit));
        _clock.Advance(TimeSpan.FromMilliseconds(600));
        Assert.True(await TakeAsync(limiter, limit));
        Assert.False(await TakeAsync(limiter, limit));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await TakeAsync(limiter, limit, 100));
        Assert.False(await TakeAsync(limiter, limit));
    }

    [Theory, InlineData(Counting.InProcess), InlineData(Counting.Redis)]
    public async Task A_request_weighs_its_cost_and_one_too_heavy_takes_the_whole_bucket(Counting counting)
    {
        var (limiter, limit) = (Limiter(counting), Fresh(30));
        Assert.Equal(20, Left(limit, await limiter.TakeAsync([limit], 10)));
        Assert.Equal(0, Left(limit, await limiter.TakeAsync([limit], 20)));
        _clock.Advance(TimeSpan.FromMinutes(1));
        var heavy = await limiter.TakeAsync([limit], 31);
        Assert.True(heavy.Allowed);
        Assert.Equal(0, Left(limit, heavy));
    }

    [Theory, InlineData(Counting.InProcess), InlineData(Counting.Redis)]
    public async Task What_one_bucket_refuses_is_taken_from_none(Counting counting)
    {
        var (limiter, narrow, wide) = (Limiter(counting), Fresh(1), Fresh(100, "workspace"));
        Assert.True((await limiter.TakeAsync([narrow, wide], 1)).Allowed);
        for (var i = 0; i < 20; i++) Assert.False((await limiter.TakeAsync([narrow, wide], 1)).Allowed);
        Assert.Equal(98, Left(wide, await limiter.TakeAsync([wide], 1)));
    }

    [Theory, InlineData(Counting.InProcess), InlineData(Counting.Redis)]
    public async Task Racers_get_no_more_than_there_is(Counting counting)
    {
        var (limiter, limit) = (Limiter(counting), Fresh(50));
        var passed = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => Task.Run(() => TakeAsync(limiter, limit), TestContext.Current.CancellationToken)));
        Assert.Equal(50, passed.Count(p => p));
    }

    [Fact]
    public async Task Nodes_that_share_a_redis_are_together_as_exact_as_one()
    {
        await using var second = RedisForTests.Connect(_clock);
        IRateLimiter[] nodes = [Limiter(Counting.Redis), new RedisRateLimiter(second, new(1000, _clock), _clock)];
        var limit = Fresh(60);
        var passed = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Task.Run(() => TakeAsync(nodes[i % 2], limit), TestContext.Current.CancellationToken)));
        Assert.Equal(60, passed.Count(p => p));
    }

    [Fact]
    public async Task The_clock_of_redis_decides_for_nodes_with_clocks_of_their_own()
    {
        await using var redis = RedisForTests.Connect(TimeProvider.System);
        var (limiter, limit) = (new RedisRateLimiter(redis, new(1000, TimeProvider.System), TimeProvider.System), Fresh(20));
        for (var i = 0; i < 20; i++) Assert.True(await TakeAsync(limiter, limit));
        Assert.InRange((await limiter.TakeAsync([limit], 1)).Wait, 1, 3_000_000);
    }

    [Fact]
    public async Task Without_the_redis_a_node_goes_on_alone_and_is_still_a_limiter()
    {
        await using var nothing = RedisForTests.Connect(_clock, "127.0.0.1:1");
        var (limiter, limit) = (new RedisRateLimiter(nothing, new(1000, _clock), _clock), Fresh(3));
        for (var i = 0; i < 3; i++) Assert.True(await TakeAsync(limiter, limit));
        Assert.False(await TakeAsync(limiter, limit));
    }

    [Fact]
    public async Task Memory_is_bounded_and_who_took_most_is_remembered_longest()
    {
        var limiter = new InProcessRateLimiter(1_000, _clock);
        var greedy = Fresh(100);
        for (var i = 0; i < 100; i++) await TakeAsync(limiter, greedy);
        for (var i = 0; i < 20_000; i++) await TakeAsync(limiter, Fresh(100));
        Assert.InRange(limiter.Count, 1, 1_001);
        Assert.False(await TakeAsync(limiter, greedy));
    }

    [Fact]
    public async Task Buckets_that_are_full_again_are_forgotten()
    {
        for (var i = 0; i < 500; i++) await TakeAsync(_inProcess, Fresh(100));
        _clock.Advance(TimeSpan.FromMinutes(2));
        await TakeAsync(_inProcess, Fresh(100));
        Assert.Equal(1, _inProcess.Count);
    }

    static int Left(RateLimit limit, RateDecision decision) => RateDecision.Remaining(limit, decision.Levels[0]);

    long Now => (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public async ValueTask DisposeAsync() => await _redis.DisposeAsync();
}
