using System.Runtime.InteropServices;

namespace Toombos.Server.Platform.Limits;

/// <summary>
/// GCRA, the generic cell rate algorithm: a bucket is one number, the time at which it will be full again. What is full need not be kept,
/// so memory is bounded by who asked within the last minute, and by a number beyond which the fullest go first.
/// One lock for all is enough: what happens under it takes less than a microsecond.
/// </summary>
sealed class InProcessRateLimiter(int most, TimeProvider clock) : IRateLimiter
{
    const long SweepEvery = 60_000_000;
    readonly Dictionary<string, long> _fullAt = new(StringComparer.Ordinal);
    readonly Lock _turn = new();
    readonly long _ticks = clock.TimestampFrequency / 1_000_000;
    long _swept;

    public int Count
    {
        get { lock (_turn) return _fullAt.Count; }
    }

    public ValueTask<RateDecision> TakeAsync(IReadOnlyList<RateLimit> limits, int cost)
    {
        var levels = new long[limits.Count];
        var wait = 0L;
        var now = clock.GetTimestamp() / _ticks;
        lock (_turn)
        {
            for (var i = 0; i < levels.Length; i++)
            {
                levels[i] = Math.Max(0, _fullAt.GetValueOrDefault(limits[i].Key) - now);
                wait = Math.Max(wait, levels[i] + limits[i].WeightOf(cost) - limits[i].Full);
            }
            if (wait > 0) return new(new RateDecision(wait, levels));
            for (var i = 0; i < levels.Length; i++)
            {
                levels[i] += limits[i].WeightOf(cost);
                CollectionsMarshal.GetValueRefOrAddDefault(_fullAt, limits[i].Key, out _) = now + levels[i];
            }
            if (_fullAt.Count > most || now - _swept > SweepEvery) Sweep(now);
        }
        return new(new RateDecision(0, levels));
    }

    /// <summary>Drops what is full; and where that is not enough a tenth of the rest, whoever has taken least.</summary>
    void Sweep(long now)
    {
        _swept = now;
        foreach (var key in _fullAt.Where(bucket => bucket.Value <= now).Select(bucket => bucket.Key).ToList()) _fullAt.Remove(key);
        if (_fullAt.Count <= most) return;
        foreach (var key in _fullAt.OrderBy(bucket => bucket.Value).Take(_fullAt.Count - most + most / 10).Select(bucket => bucket.Key).ToList()) _fullAt.Remove(key);
    }
}
