using Toombos.Client.Documents;
using static MudBlazor.Icons.Material;

namespace Toombos.Dashboard.Documents;

/// <summary>An item's flags in words; flags at their defaults say nothing.</summary>
static class ItemChips
{
    public static IEnumerable<(string Tone, string Icon, string Words)> Of(Item item)
    {
        var flags = item.Flags;
        if (flags.Featured) yield return ("pending", Outlined.Star, "Featured");
        if (!flags.Published) yield return ("cancelled", Outlined.VisibilityOff, "Not published");
        if (flags.DryRun) yield return ("cancelled", Outlined.Science, "Dry run");
        if (flags.Priority != 3) yield return (flags.Priority < 3 ? "partial" : "", Outlined.PriorityHigh, $"Priority {flags.Priority}");
        if (flags.ScheduledFor is { } day) yield return ("running", Outlined.Schedule, $"From {day}");
        if (flags.ExpiresAt is { } end) yield return ("running", Outlined.EventBusy, $"Until {end}");
        if (flags.Urgency is { } urgency) yield return ("failed", Outlined.NotificationImportant, $"Urgency {urgency}");
        if (flags.Channels.Count > 0) yield return ("done", Outlined.Hub, "Only " + string.Join(", ", flags.Channels));
        if (flags.Template is { } template) yield return ("", Outlined.Dashboard, template);
    }
}
