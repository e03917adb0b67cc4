namespace Toombos.Connectors.Channels.Api;

/// <summary>What a look at work in progress showed.</summary>
/// <param name="Failure">It will not end well.</param>
readonly record struct Look(bool Done, ChannelAnswer? Failure = null);

/// <summary>Waits for a service that works something through: looks at once, and again after twice as long each time.</summary>
sealed class Looks(TimeProvider time)
{
    static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    const int Most = 8;

    /// <returns>Null when it is done; or why not, and then that it may be later where the service still works.</returns>
    public async Task<ChannelAnswer?> UntilDoneAsync(Func<Task<Look>> look, ChannelAnswer.TryLater still, CancellationToken ct)
    {
        for (var (n, pause) = (1, First); ; n++, pause *= 2)
        {
            var (done, failure) = await look();
            if (done || failure is not null) return failure;
            if (n == Most) return still;
            await Task.Delay(pause, time, ct);
        }
    }
}
