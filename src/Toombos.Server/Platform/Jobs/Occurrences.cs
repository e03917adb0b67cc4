using Cronos;

namespace Toombos.Server.Platform.Jobs;

/// <summary>
/// When something that recurs comes next. A time that a clock change skips comes at the first moment after the gap; one that a clock change brings twice comes once.
/// </summary>
public static class Occurrences
{
    /// <summary>Why an expression can't be used, as a sentence; null when it can.</summary>
    public static string? WhyNot(string cron, string zone) =>
        !CronExpression.TryParse(cron, out _) ? "Write five fields: minute, hour, day of the month, month, day of the week, such as '0 9 * * MON' for Mondays at nine."
        : !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? $"'{zone}' is no time zone. Use an IANA name such as Europe/Berlin."
        : null;

    /// <summary>The first one after the moment; null when there is none.</summary>
    public static DateTimeOffset? Next(string cron, string zone, DateTimeOffset after) =>
        CronExpression.Parse(cron).GetNextOccurrence(after, TimeZoneInfo.FindSystemTimeZoneById(zone))?.ToUniversalTime();
}
