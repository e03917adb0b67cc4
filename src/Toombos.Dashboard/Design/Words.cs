using System.Globalization;
using Toombos.Client.Documents;
using static MudBlazor.Icons.Material;

namespace Toombos.Dashboard.Design;

/// <summary>Wire words as people read them.</summary>
static class Words
{
    public static string Count(int count, string one, string? many = null) =>
        count.ToString("N0", CultureInfo.InvariantCulture) + " " + (count == 1 ? one : many ?? one + "s");

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>How long to wait, for people; a moment where nobody said.</summary>
    public static string Wait(TimeSpan? wait) => wait switch
    {
        null => "a moment",
        { TotalSeconds: < 100 } short_ => Count(Math.Max(1, (int)Math.Ceiling(short_.TotalSeconds)), "second"),
        { } long_ => Count((int)Math.Ceiling(long_.TotalMinutes), "minute"),
    };

    /// <summary>A moment on the clock of a zone, which is always said.</summary>
    public static string Moment(DateTimeOffset at, TimeZoneInfo zone)
    {
        var there = TimeZoneInfo.ConvertTime(at, zone);
        return there.ToString("d MMM yyyy, HH:mm ", CultureInfo.InvariantCulture) + (there.Offset == TimeSpan.Zero ? "UTC" : there.ToString("'UTC'zzz", CultureInfo.InvariantCulture));
    }

    /// <summary>How long something took, in the two largest units.</summary>
    public static string Took(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 1 } => "no time",
        { TotalSeconds: < 1 } => $"{time.TotalMilliseconds:0} ms",
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s"),
        { TotalMinutes: < 1 } => $"{time.Seconds} s",
        { TotalHours: < 1 } => $"{time.Minutes} min{And(time.Seconds, "s")}",
        { TotalDays: < 1 } => $"{time.Hours} h{And(time.Minutes, "min")}",
        _ => $"{Count((int)time.TotalDays, "day")}{And(time.Hours, "h")}",
    };

    static string And(int rest, string unit) => rest == 0 ? "" : $" {rest} {unit}";

    public static string Of(SourceKind kind) => kind switch
    {
        SourceKind.Paste => "Pasted text",
        SourceKind.Upload => "Uploaded file",
        SourceKind.Url => "Web address",
        SourceKind.Feed => "Feed",
        SourceKind.Page => "Web page",
        SourceKind.Git => "Git folder",
        SourceKind.Items => "Another system",
        SourceKind.GoogleDoc => "Google Doc",
        SourceKind.Notion => "Notion",
        _ => "Folder",
    };

    public static string IconOf(SourceKind kind) => kind switch
    {
        SourceKind.Paste => Outlined.ContentPaste,
        SourceKind.Upload => Outlined.UploadFile,
        SourceKind.Url => Outlined.Language,
        SourceKind.Feed => Outlined.RssFeed,
        SourceKind.Page => Outlined.Web,
        SourceKind.Git => Outlined.AccountTree,
        SourceKind.Items => Outlined.Api,
        SourceKind.GoogleDoc => Outlined.Article,
        SourceKind.Notion => Outlined.StickyNote2,
        _ => Outlined.Folder,
    };

    /// <summary>How long ago something was, as people say it.</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now) => (now - at) switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } and var past => $"{Count((int)past.TotalMinutes, "minute")} ago",
        { TotalDays: < 1 } and var past => $"{Count((int)past.TotalHours, "hour")} ago",
        { TotalDays: < 2 } => "yesterday",
        { TotalDays: < 60 } and var past => $"{(int)past.TotalDays} days ago",
        var past => $"{(int)(past.TotalDays / 30)} months ago",
    };

    /// <summary>When a source is read again by itself.</summary>
    public static string Of(SyncSchedule schedule) => schedule switch
    {
        { EveryMinutes: 60 } => "every hour",
        { EveryMinutes: 1440 } => "every day",
        { EveryMinutes: { } minutes } when minutes % 60 == 0 => $"every {minutes / 60} hours",
        { EveryMinutes: { } minutes } => $"every {minutes} minutes",
        { DailyAt: { } at } => $"each day at {at} ({schedule.Zone ?? "UTC"})",
        _ => "only when you ask",
    };

    public static string Of(ChangeSummary changes)
    {
        var parts = new (int Count, string Word)[] { (changes.Added, "added"), (changes.Changed, "changed"), (changes.Removed, "removed"), (changes.Moved, "moved") };
        return string.Join(", ", parts.Where(p => p.Count > 0).Select(p => $"{p.Count} {p.Word}")) is { Length: > 0 } said ? said : "no change";
    }

    /// <summary>Name of a network as it writes itself.</summary>
    public static string Channel(string kind) => kind switch
    {
        "email" => "Newsletter",
        "web" => "Web post",
        "x" => "X",
        "linkedin" => "LinkedIn",
        "wordpress" => "WordPress",
        "devto" => "DEV",
        "sendgrid" => "SendGrid",
        _ => kind.Length == 0 ? kind : char.ToUpperInvariant(kind[0]) + kind[1..],
    };

    /// <summary>Family of a network as a heading.</summary>
    public static string Family(string kind) => kind switch { "email" => "Email", "web" => "Web", _ => "Social" };
}
