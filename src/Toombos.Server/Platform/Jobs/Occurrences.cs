using Cronos;

namespace Toombos.Server.Platform.Jobs;

/// <summary>
/// When something that recurs comes next. A time that a clock change skips comes at the first moment after the gap; one that a clock change brings twice comes once.
/// </summary>
public static class Occurrences
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Why an expression can't be used, as a sentence; null when it can.</summary>
    public static string? WhyNot(string cron, string zone) =>
        !CronExpression.TryParse(cron, out _) ? "Write five fields: minute, hour, day of the month, month, day of the week, such as '0 9 * * MON' for Mondays at nine."
        : !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? $"'{zone}' is no time zone. Use an IANA name such as Europe/Berlin."
        : null;

    /// <summary>The first one after the moment; null when there is none.</summary>
    public static DateTimeOffset? Next(string cron, string zone, DateTimeOffset after)
    {
        var (expression, place) = (CronExpression.Parse(cron), TimeZoneInfo.FindSystemTimeZoneById(zone));
        for (var from = after; expression.GetNextOccurrence(from, place) is { } told; from += Minute)
        {
            if (Existing(told, place) is var next && next > after) return next;
        }
        return null;
    }

    /// <summary>
    /// Where the platform keeps summer time as a winter time below the standard, as in Morocco, it takes times that the clocks skip for existing ones, at an offset that the zone does not have then. The first moment at
    /// which it has that offset is the one after the gap.
    /// </summary>
    static DateTimeOffset Existing(DateTimeOffset told, TimeZoneInfo place)
    {
        var moment = told.ToUniversalTime();
        while (place.GetUtcOffset(moment) != told.Offset) moment += Minute;
        return moment;
    }
}
