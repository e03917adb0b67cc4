using StackExchange.Redis;
using Toombos.Server.Platform.Limits;

namespace Toombos.Server.Platform.Events;

/// <summary>Hears over Redis, where nodes share one, what they commit. A line that was cut is taken up again, and what was missed is looked for.</summary>
public sealed class RedisEvents(EventFeed feed, RedisConnection redis, TimeProvider clock) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    static readonly RedisChannel Channel = RedisChannel.Literal("toombos:events");

    /// <summary>After the commit, and without waiting: a word that is lost costs others no more than their next look.</summary>
    public static void Tell(RedisConnection redis, Guid workspace) => _ = redis.AskAsync(database => database.PublishAsync(Channel, workspace.ToString()), () => Task.FromResult(0L));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryListenAsync()) await Task.Delay(Pause, clock, stoppingToken);
        feed.RingAll();
    }

    async Task<bool> TryListenAsync()
    {
        try
        {
            await redis.ListenAsync(Channel, said =>
            {
                if (Guid.TryParse(said, out var workspace)) feed.Ring(workspace);
            }, feed.RingAll);
            return true;
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            return false;
        }
    }
}
