using System.Globalization;

namespace Toombos.JobLoad;

/// <summary>Times in milliseconds, and their places.</summary>
sealed class Times(IEnumerable<double> times)
{
    readonly List<double> _sorted = [.. times.Order()];

    public int Count => _sorted.Count;
    public double Median => At(.5);
    public double P95 => At(.95);
    public double Longest => At(1);

    double At(double share) => _sorted.Count == 0 ? double.NaN : _sorted[(int)(share * (_sorted.Count - 1))];

    /// <summary>From when each job was committed to when it began, as nodes told both.</summary>
    public static Times Between(string commits, string starts)
    {
        var began = Read(starts).Where(s => s[1] == "1").ToDictionary(s => s[0], s => Ticks(s[2]));
        return new(Read(commits).Where(c => began.ContainsKey(c[0])).Select(c => TimeSpan.FromTicks(began[c[0]] - Ticks(c[1])).TotalMilliseconds));
    }

    /// <summary>From when each first attempt should have begun to when it did.</summary>
    public static Times Late(string starts) => new(Read(starts).Where(s => s[1] == "1").Select(s => TimeSpan.FromTicks(Ticks(s[2]) - Ticks(s[3])).TotalMilliseconds));

    static IEnumerable<string[]> Read(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Split(':'));

    static long Ticks(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
