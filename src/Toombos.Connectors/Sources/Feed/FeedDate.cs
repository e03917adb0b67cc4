using System.Globalization;
using System.Text.RegularExpressions;

namespace Toombos.Connectors.Sources.Feed;

/// <summary>Dates as feeds write them, in good and bad form. One that can't be read is none.</summary>
static partial class FeedDate
{
    static readonly Dictionary<string, string> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UT"] = "+00:00", ["GMT"] = "+00:00", ["UTC"] = "+00:00", ["Z"] = "+00:00", ["EST"] = "-05:00", ["EDT"] = "-04:00", ["CST"] = "-06:00", ["CDT"] = "-05:00", ["MST"] = "-07:00", ["MDT"] = "-06:00",
        ["PST"] = "-08:00", ["PDT"] = "-07:00", ["BST"] = "+01:00", ["CET"] = "+01:00", ["CEST"] = "+02:00", ["JST"] = "+09:00", ["AEST"] = "+10:00", ["AEDT"] = "+11:00",
    };

    public static DateTimeOffset? Of(string? text)
    {
        if (text?.Trim() is not { Length: > 0 and <= 60 } date) return null;
        date = Weekday().Replace(date, "").Trim();
        if (Zone().Match(date) is { Success: true } zone && Zones.TryGetValue(zone.Groups[1].Value, out var offset)) date = date[..zone.Index] + " " + offset;
        return DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var read) && read.Year is >= 1970 and <= 2200 ? read.ToUniversalTime() : null;
    }

    [GeneratedRegex(@"^[A-Za-z]{2,9}\s*,\s*", RegexOptions.CultureInvariant)]
    private static partial Regex Weekday();

    [GeneratedRegex(@"(?<=[\d:\s])\s*([A-Za-z]{1,4})$", RegexOptions.CultureInvariant)]
    private static partial Regex Zone();
}
