using System.Globalization;

namespace Toombos.Server.Platform.Limits;

/// <summary>How long to wait, as people say it.</summary>
static class Waiting
{
    public static string InWords(TimeSpan wait)
    {
        var seconds = (int)Math.Max(1, Math.Ceiling(wait.TotalSeconds));
        var (count, unit) = seconds < 100 ? (seconds, "second") : ((seconds + 59) / 60, "minute");
        return string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}");
    }
}
