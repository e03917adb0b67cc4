using Toombos.Client.Writing;

namespace Toombos.Dashboard.Writing;

/// <summary>Names of the parts of a draft that don't speak for themselves.</summary>
static class PartLabels
{
    public static string? Of(PartRole role) => role switch
    {
        PartRole.Subject => "Subject",
        PartRole.SubjectAlternative => "Other subject",
        PartRole.PreviewText => "Preview text",
        PartRole.Title => "Title",
        PartRole.Excerpt => "Excerpt",
        PartRole.SeoTitle => "Search title",
        PartRole.SeoDescription => "Search description",
        _ => null,
    };
}
