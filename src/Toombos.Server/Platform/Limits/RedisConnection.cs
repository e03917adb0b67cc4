using StackExchange.Redis;

namespace Toombos.Server.Platform.Limits;

/// <summary>
/// The Redis that nodes share, and what to do without it. While it is away each node counts for itself and looks for itself for what others saved, which is said
/// once in the log, and nobody is refused or kept waiting because of it.
/// </summary>
public sealed partial class RedisConnection(IConfiguration configuration, ILogger<RedisConnection> log, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Before every key. The braces keep all of them on one node of a cluster, where one script may use them together.</summary>
    public const string Prefix = "{toombos}:limits:";

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    const int Patience = 1000;

    readonly SemaphoreSlim _turn = new(1);
    ConnectionMultiplexer? _connection;
    long _awayUntil;
    int _away;

    public bool Configured { get; } = !string.IsNullOrWhiteSpace(configuration["Redis:Connection"]);

    /// <summary>Asks Redis, or the way without it when it is not configured or does not answer.</summary>
    public async Task<T> AskAsync<T>(Func<IDatabase, Task<T>> ask, Func<Task<T>> otherwise)
    {
        if (!Configured || clock.GetTimestamp() < Interlocked.Read(ref _awayUntil)) return await otherwise();
        try
        {
            var answer = await ask((await ConnectionAsync()).GetDatabase());
            if (Interlocked.Exchange(ref _away, 0) == 1) LogBack();
            return answer;
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            Interlocked.Exchange(ref _awayUntil, clock.GetTimestamp() + (long)(Pause.TotalSeconds * clock.TimestampFrequency));
            if (Interlocked.Exchange(ref _away, 1) == 0) LogAway(e.GetType().Name);
            return await otherwise();
        }
    }

    /// <summary>Hears what nodes say on a channel, from now on. The line finds back by itself; <paramref name="back"/> says that it has, for what was said meanwhile is lost.</summary>
    public async Task ListenAsync(RedisChannel channel, Action<string> hear, Action back)
    {
        var connection = await ConnectionAsync();
        var line = connection.GetSubscriber();
        try
        {
            await line.SubscribeAsync(channel, (_, said) => hear(said.ToString()));
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            // It would be remembered, and heard twice after the next attempt.
            await line.UnsubscribeAsync(channel, flags: CommandFlags.FireAndForget);
            throw;
        }
        connection.ConnectionRestored += (_, restored) =>
        {
            if (restored.ConnectionType == ConnectionType.Subscription) back();
        };
    }

    async ValueTask<ConnectionMultiplexer> ConnectionAsync()
    {
        if (_connection is { } known) return known;
        await _turn.WaitAsync();
        try
        {
            if (_connection is not null) return _connection;
            var options = ConfigurationOptions.Parse(configuration["Redis:Connection"]!);
            // It finds back by itself; a call in the meantime fails at once instead of waiting in a queue.
            (options.AbortOnConnectFail, options.BacklogPolicy) = (false, BacklogPolicy.FailFast);
            (options.ConnectTimeout, options.AsyncTimeout) = (Patience, Patience);
            return _connection = await ConnectionMultiplexer.ConnectAsync(options);
        }
        finally
        {
            _turn.Release();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Redis does not answer ({Failure}). Until it does, each node counts limits for itself and looks for new events every fifteen seconds.")]
    partial void LogAway(string failure);

    [LoggerMessage(LogLevel.Information, "Redis answers again. Limits are counted and events told together.")]
    partial void LogBack();

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
        _turn.Dispose();
    }
}
