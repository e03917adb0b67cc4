namespace Toombos.Server.Platform.Limits;

/// <summary>So many cost units per minute for whoever the key names, up to a minute's worth at once.</summary>
/// <param name="Name">What is limited: key, member, workspace, address, anonymous.</param>
/// <param name="Key">Whose bucket it is.</param>
readonly record struct RateLimit(string Name, string Key, int PerMinute)
{
    const long Minute = 60_000_000;

    /// <summary>Microseconds that one unit takes to come back, rounded up so that the rate is never exceeded.</summary>
    public long Interval { get; } = (Minute + PerMinute - 1) / PerMinute;

    /// <summary>Microseconds that a whole bucket takes to fill.</summary>
    public long Full => Interval * PerMinute;

    /// <summary>Microseconds that a request weighs; one that weighs more than the bucket holds takes all of it.</summary>
    public long WeightOf(int cost) => Interval * Math.Min(cost, PerMinute);
}

/// <summary>What a limiter says.</summary>
/// <param name="Wait">Microseconds until the same request would pass; zero when it has.</param>
/// <param name="Levels">Of each limit, the microseconds until its bucket is full again.</param>
readonly record struct RateDecision(long Wait, long[] Levels)
{
    public bool Allowed => Wait == 0;

    public static int Remaining(RateLimit limit, long level) => (int)Math.Max(0, (limit.Full - level) / limit.Interval);
}
