using Toombos.Client.Writing;

namespace Toombos.Server.Features.Rendering;

/// <summary>The email templates.</summary>
public static class EmailTemplates
{
    public const string Default = "modern";

    public static IReadOnlyList<Choice> All { get; } =
    [
        new("modern", "Modern", "A card on your brand's colour, with a lead story and roomy type. Good for most newsletters."),
        new("minimal", "Minimal", "No boxes and no fills: centred title, fine lines, plenty of air."),
        new("plain", "Plain", "Reads like a letter from a person, with almost nothing but text."),
        new("announcement", "Announcement", "One message on a full field of your accent colour, then the details."),
        new("weekly_update", "Weekly update", "A masthead, a list of what is inside, and numbered stories."),
    ];

    /// <summary>The template of that name, or the default one.</summary>
    public static string Known(string name) => All.Any(t => t.Name == name) ? name : Default;
}
