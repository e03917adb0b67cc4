using System.Globalization;
using Toombos.Client.Publishing;

namespace Toombos.Dashboard.Publishing;

/// <summary>One figure over time.</summary>
sealed record Course(Metric Metric, IReadOnlyList<(DateTimeOffset At, long Value)> Points)
{
    public string Name => Metric.ToString();
    public long Last => Points[^1].Value;
    public long Gained => Points.Count < 2 ? 0 : Last - Points[^2].Value;

    /// <summary>Points of a line in a picture of this size, from the first reading to the last and from nothing to the most.</summary>
    public string Line(double width, double height)
    {
        var (begin, span) = (Points[0].At, Math.Max(1, (Points[^1].At - Points[0].At).TotalSeconds));
        var most = Math.Max(1, Points.Max(p => p.Value));
        return string.Join(' ', Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{(p.At - begin).TotalSeconds / span * width:0.#},{height - 1 - (double)p.Value / most * (height - 2):0.#}")));
    }
}

/// <summary>Readings, figure by figure.</summary>
static class Courses
{
    public static IReadOnlyList<Course> Of(IReadOnlyList<MetricPoint> points) =>
        [.. points.SelectMany(p => p.Values.Select(v => (p.At, v.Metric, v.Value))).GroupBy(v => v.Metric).OrderBy(g => g.Key).Select(g => new Course(g.Key, [.. g.Select(v => (v.At, v.Value))]))];
}
