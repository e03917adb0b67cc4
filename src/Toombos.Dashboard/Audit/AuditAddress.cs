using System.Globalization;
using Toombos.Client.Audit;

namespace Toombos.Dashboard.Audit;

/// <summary>The filters of the log as they stand in the address of the page, so that a view can be kept and sent to others.</summary>
public sealed record AuditAddress(string? Action, string? Actor, string? Kind, string? Target, string? Address, string? From, string? To)
{
    public bool Any => Parts.Any(p => !string.IsNullOrWhiteSpace(p.Value));

    IEnumerable<(string Name, string? Value)> Parts => [("action", Action), ("actor", Actor), ("kind", Kind), ("target", Target), ("address", Address), ("from", From), ("to", To)];

    /// <summary>The page with one filter set in place of the others of its name.</summary>
    public string With(string name, string value) => PageOf(Parts.Select(p => p.Name == name ? (p.Name, value) : p));

    static string PageOf(IEnumerable<(string Name, string? Value)> parts)
    {
        var query = string.Join('&', parts.Where(p => !string.IsNullOrWhiteSpace(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!.Trim())}"));
        return query.Length == 0 ? "/settings/audit" : "/settings/audit?" + query;
    }

    /// <summary>The question for the API. Days are those of the workspace's zone, the last one included.</summary>
    public AuditQuery ToQuery(TimeZoneInfo zone) => new()
    {
        Action = Kept(Action), ActorId = Guid.TryParse(Actor, out var actor) ? actor : null, TargetKind = Kept(Kind), TargetId = Kept(Target), Address = Kept(Address),
        From = Day(From, 0, zone), To = Day(To, 1, zone),
    };

    static string? Kept(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    static DateTimeOffset? Day(string? text, int later, TimeZoneInfo zone)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is < 2000 or > 2200) return null;
        var start = day.AddDays(later).ToDateTime(TimeOnly.MinValue);
        // Where clocks are put forward at midnight the day begins an hour later.
        while (zone.IsInvalidTime(start)) start = start.AddMinutes(30);
        return new DateTimeOffset(start, zone.GetUtcOffset(start));
    }
}
