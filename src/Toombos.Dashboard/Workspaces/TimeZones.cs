namespace Toombos.Dashboard.Workspaces;

/// <summary>The IANA time zones and common locales that can be chosen.</summary>
static class TimeZones
{
    public static IReadOnlyList<string> All { get; } = [.. TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(id => id == "UTC" || id.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<(string Tag, string Name)> Locales { get; } =
    [
        ("en", "English"), ("en-GB", "English (United Kingdom)"), ("en-US", "English (United States)"), ("de-DE", "Deutsch (Deutschland)"), ("es-ES", "Español (España)"), ("fr-FR", "Français (France)"),
        ("it-IT", "Italiano (Italia)"), ("ja-JP", "日本語"), ("nl-NL", "Nederlands"), ("pl-PL", "Polski"), ("pt-BR", "Português (Brasil)"), ("pt-PT", "Português (Portugal)"), ("sv-SE", "Svenska"),
    ];
}
