using StackExchange.Redis;

namespace Toombos.Server.Platform.Limits;

/// <summary>Attempts remembered in Redis, so that a guesser gains nothing by going from node to node.</summary>
sealed class RedisAttempts(RedisConnection redis, InProcessAttempts otherwise) : IAttemptMemory
{
    public Task<string?[]> ReadAsync(IReadOnlyList<string> keys) => redis.AskAsync(
        async database => (await database.StringGetAsync([.. keys.Select(KeyOf)])).Select(value => (string?)value).ToArray(),
        () => otherwise.ReadAsync(keys));

    public Task<bool> TryWriteAsync(string key, string? old, string? value, TimeSpan life) => redis.AskAsync(
        database =>
        {
            var change = database.CreateTransaction();
            change.AddCondition(old is null ? Condition.KeyNotExists(KeyOf(key)) : Condition.StringEqual(KeyOf(key), old));
            _ = value is null ? change.KeyDeleteAsync(KeyOf(key)) : change.StringSetAsync(KeyOf(key), value, life);
            return change.ExecuteAsync();
        },
        () => otherwise.TryWriteAsync(key, old, value, life));

    static RedisKey KeyOf(string key) => RedisConnection.Prefix + key;
}
