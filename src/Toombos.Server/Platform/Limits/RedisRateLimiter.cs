using StackExchange.Redis;

namespace Toombos.Server.Platform.Limits;

/// <summary>The same in Redis: one script looks at every bucket and takes from all or none, so that any number of nodes together are as exact as one.</summary>
sealed class RedisRateLimiter(RedisConnection redis, InProcessRateLimiter otherwise, TimeProvider clock) : IRateLimiter
{
    /// <summary>
    /// Arguments: the time or 0 for the server's, then of each key the weight and the whole bucket. Answers the wait and the levels, in microseconds.
    /// A key stays a minute longer than it must, so that none is forgotten early.
    /// </summary>
    const string Script = """
        local now = tonumber(ARGV[1])
        if now == 0 then
          local t = redis.call('TIME')
          now = t[1] * 1000000 + t[2]
        end
        local answer, wait = {0}, 0
        for i, key in ipairs(KEYS) do
          local level = math.max(0, (tonumber(redis.call('GET', key)) or 0) - now)
          answer[i + 1] = level
          wait = math.max(wait, level + ARGV[2 * i] - ARGV[2 * i + 1])
        end
        if wait > 0 then
          answer[1] = wait
          return answer
        end
        for i, key in ipairs(KEYS) do
          local level = answer[i + 1] + ARGV[2 * i]
          answer[i + 1] = level
          redis.call('SET', key, string.format('%.0f', now + level), 'PX', math.ceil(level / 1000) + 60000)
        end
        return answer
        """;

    public async ValueTask<RateDecision> TakeAsync(IReadOnlyList<RateLimit> limits, int cost)
    {
        var keys = new RedisKey[limits.Count];
        var arguments = new RedisValue[1 + 2 * limits.Count];
        // The clock of Redis decides, for those of the nodes may differ; only a clock that was set by hand is sent along.
        arguments[0] = clock == TimeProvider.System ? 0 : (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = RedisConnection.Prefix + limits[i].Key;
            (arguments[1 + 2 * i], arguments[2 + 2 * i]) = (limits[i].WeightOf(cost), limits[i].Full);
        }
        return await redis.AskAsync(
            async database => (long[])(await database.ScriptEvaluateAsync(Script, keys, arguments))! is [var wait, .. var levels] ? new RateDecision(wait, levels) : default,
            () => otherwise.TakeAsync(limits, cost).AsTask());
    }
}
