using System.Globalization;

namespace Toombos.Server.Platform.Limits;

/// <summary>How failures turn into waiting: so many are free, then each doubles the wait up to the longest, and one is forgiven every so often.</summary>
readonly record struct AttemptRule(int Free, TimeSpan Longest, TimeSpan Forgiven)
{
    /// <summary>One account from one network.</summary>
    public static readonly AttemptRule Pair = new(5, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15));

    /// <summary>The same where the account has signed in before: a neighbour's guesses must not keep its owner out for long.</summary>
    public static readonly AttemptRule KnownPair = Pair with { Longest = TimeSpan.FromMinutes(1) };

    /// <summary>One address, whatever the accounts.</summary>
    public static readonly AttemptRule Address = new(20, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(1));

    /// <summary>One account from all networks where it never signed in.</summary>
    public static readonly AttemptRule Account = new(20, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    /// <summary>More than this is not counted, so that an end comes to the waiting soon after the attack's.</summary>
    public double MostLevel => Free + 12;

    public TimeSpan WaitAt(double level) => level < Free ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, level - Free)));
}

/// <summary>What is remembered of attempts: a level that sinks by itself, and the time before which the next one is refused. Times in milliseconds.</summary>
readonly record struct AttemptState(double Level, long At, long Until)
{
    public static AttemptState? Read(string? text)
    {
        if (text?.Split(' ') is not [var level, var at, var until]) return null;
        return new(double.Parse(level, CultureInfo.InvariantCulture), long.Parse(at, CultureInfo.InvariantCulture), long.Parse(until, CultureInfo.InvariantCulture));
    }

    public string Write() => string.Create(CultureInfo.InvariantCulture, $"{Level:0.####} {At} {Until}");

    public double LevelAt(long now, AttemptRule rule) => Math.Max(0, Level - (now - At) / rule.Forgiven.TotalMilliseconds);

    /// <summary>One more attempt counted.</summary>
    public AttemptState After(long now, AttemptRule rule, TimeSpan atLeast = default)
    {
        var level = Math.Min(rule.MostLevel, LevelAt(now, rule) + 1);
        var wait = rule.WaitAt(level);
        return new(level, now, now + (long)(wait > atLeast ? wait : atLeast).TotalMilliseconds);
    }
}
