using System.Globalization;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>Dates as editors write them. One reading only: 10/12/2026 could be two days and is refused.</summary>
static class EditorDate
{
    static readonly string[] Days =
    [
        "yyyy-MM-dd", "yyyy-M-d", "yyyy/MM/dd", "yyyy/M/d", "yyyy.MM.dd", "d.M.yyyy", "dd.MM.yyyy", "d. M. yyyy", "yyyy年M月d日",
        "d MMMM yyyy", "d MMM yyyy", "d. MMMM yyyy", "MMMM d, yyyy", "MMM d, yyyy", "MMMM d yyyy", "MMM d yyyy",
        "dddd, d MMMM yyyy", "dddd, MMMM d, yyyy", "ddd, d MMM yyyy",
    ];

    static readonly string[] Moments =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mm:ssK", "yyyy-MM-dd' 'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    public static DateOnly? Day(string text)
    {
        text = text.Trim().TrimEnd('.');
        if (DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        // With a time, in whatever form: the day as it stands in the text, not as some zone would have it
        return text.Length > 11 && text[10] is ('T' or ' ') && char.IsAsciiDigit(text[11])
            && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) ? day : null;
    }

    /// <summary>A date, or a date and time with or without a zone, in ISO form.</summary>
    public static bool IsMoment(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        || DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    /// <summary>The moment that such a text means where clocks go by the zone: of a day its first, or the first of the next. Null for what is none.</summary>
    public static DateTimeOffset? Moment(string text, TimeZoneInfo zone, bool endOfDay = false)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : On((endOfDay ? day.AddDays(1) : day).ToDateTime(TimeOnly.MinValue));
        if (!DateTime.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment)) return null;
        return moment.Kind == DateTimeKind.Unspecified ? On(moment) : DateTimeOffset.ParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

        DateTimeOffset On(DateTime local) => new DateTimeOffset(local.Ticks, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>An ISO date inside a heading such as <c>1.2.0 - 2026-03-01</c>.</summary>
    public static DateOnly? Within(string heading)
    {
        for (var i = 0; i + 10 <= heading.Length; i++)
            if (char.IsAsciiDigit(heading[i]) && (i == 0 || !char.IsAsciiDigit(heading[i - 1])) && (i + 10 == heading.Length || !char.IsAsciiDigit(heading[i + 10]))
                && DateOnly.TryParseExact(heading.AsSpan(i, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        return null;
    }
}
