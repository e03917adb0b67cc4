using Toombos.Client.Models;

namespace Toombos.Dashboard.Models;

/// <summary>A day of the chart with its parts from bottom to top, in shares of the chart's height.</summary>
/// <param name="Sum">In US dollars.</param>
public sealed record DayBar(DateOnly Day, decimal Sum, int Calls, IReadOnlyList<(ModelPurpose Purpose, double From, double Height)> Parts);

/// <summary>Days of spending as bars: each day has one, also those without calls, and the top of the scale is a round sum.</summary>
public sealed class DayBars
{
    public DayBars(IReadOnlyList<ModelSpendingDay> spent, DateOnly last, int days)
    {
        Top = Round(spent.GroupBy(s => s.Day).Select(day => day.Sum(s => s.Cost)).DefaultIfEmpty().Max());
        Days = [.. Enumerable.Range(0, days).Select(i => last.AddDays(i + 1 - days)).Select(day => Of(day, [.. spent.Where(s => s.Day == day).OrderBy(s => s.Purpose)]))];
    }

    public decimal Top { get; }
    public IReadOnlyList<DayBar> Days { get; }
    public decimal Sum => Days.Sum(d => d.Sum);
    public IEnumerable<ModelPurpose> Purposes => Days.SelectMany(d => d.Parts).Select(p => p.Purpose).Distinct().Order();

    DayBar Of(DateOnly day, IReadOnlyList<ModelSpendingDay> spent)
    {
        var (from, parts) = (0.0, new List<(ModelPurpose, double, double)>());
        foreach (var one in spent.Where(s => s.Cost > 0))
        {
            var height = (double)(one.Cost / Top);
            parts.Add((one.Purpose, from, height));
            from += height;
        }
        return new(day, spent.Sum(s => s.Cost), spent.Sum(s => s.Calls), parts);
    }

    /// <summary>The next of 1, 2 and 5 with as many zeros as it takes.</summary>
    static decimal Round(decimal most)
    {
        var step = 0.0001m;
        while (step * 10 < most) step *= 10;
        return most <= step ? step : most <= step * 2 ? step * 2 : most <= step * 5 ? step * 5 : step * 10;
    }
}
