using System.Globalization;

namespace Toombos.Dashboard.Design;

/// <summary>Days as date fields and addresses write them, on the clock of a place.</summary>
static class Days
{
    public static DateTimeOffset? StartOf(string? text, TimeZoneInfo zone) => Midnight(text, 0, zone);

    /// <summary>The moment after the day, for ranges that include it.</summary>
    public static DateTimeOffset? EndOf(string? text, TimeZoneInfo zone) => Midnight(text, 1, zone);

    static DateTimeOffset? Midnight(string? text, int later, TimeZoneInfo zone)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is < 2000 or > 2200) return null;
        var start = day.AddDays(later).ToDateTime(TimeOnly.MinValue);
        // Where clocks are put forward at midnight the day begins an hour later.
        while (zone.IsInvalidTime(start)) start = start.AddMinutes(30);
        return new DateTimeOffset(start, zone.GetUtcOffset(start));
    }
}
