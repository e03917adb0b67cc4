using Toombos.Client.Access;
using Toombos.Dashboard.Media;
using Toombos.Dashboard.Planning;
using Toombos.Dashboard.Workspaces;
using static MudBlazor.Icons.Material;

namespace Toombos.Dashboard.Shell;

/// <summary>A page that the navigation and the command palette lead to.</summary>
/// <param name="Often">Whether it has a place of its own in the bar of a phone, where there is room for four.</param>
/// <param name="Scope">Without which the page shows nothing; null for pages that are for everyone.</param>
sealed record Place(string Name, string Address, string Icon, string Purpose, bool Often = false, string? Scope = null);

/// <summary>The places of the dashboard, in the order of the work.</summary>
static class Places
{
    public static IReadOnlyList<Place> All { get; } =
    [
        new("Home", "/", Outlined.Home, "What needs you now", Often: true),
        new("Sources", "/sources", Outlined.AutoStories, "Your living documents"),
        new("Create", "/create", Outlined.HistoryEdu, "Write drafts from a document", Often: true),
        new("Pieces", "/pieces", Outlined.LibraryBooks, "Drafts for every channel", Often: true),
        new("Media", MediaWords.Path, Outlined.PhotoLibrary, "Pictures for your drafts, with alt text", Scope: Scopes.FilesRead),
        new("Stale", "/stale", Outlined.SyncProblem, "Texts that no longer match their source"),
        new("Calendar", CalendarAddress.Path, Outlined.CalendarMonth, "What goes out when"),
        new("Publications", "/publications", Outlined.Send, "What went out, and what is planned", Often: true),
        new("Audience", "/audiences", Outlined.Groups, "Who gets your newsletters", Scope: Scopes.AudiencesRead),
        new("Channels", "/channels", Outlined.Hub, "Where things are published, and what each network accepts"),
        new("Jobs", "/jobs", Outlined.WorkHistory, "Work in the background"),
        new("Settings", "/settings", Outlined.Palette, "Workspace and brand"),
    ];

    /// <summary>The rooms of the settings, which only the palette leads to at once.</summary>
    public static IReadOnlyList<Place> Settings { get; } =
        [.. SettingsTabs.All.Where(t => All.All(p => p.Address != t.Tab.Address)).Select(t => new Place(t.Tab.Title, t.Tab.Address, Outlined.Settings, "Settings", Scope: t.Scope))];
}
