using Toombos.Client.Writing;

namespace Toombos.Server.Features.Writing.Composing.Stories;

/// <summary>What speaks of several items at once: section headings and the tags of an edition.</summary>
static class Sections
{
    const int MostTags = 10;

    /// <summary>The title of a category, word for word; it cites what the section's first item's title cites.</summary>
    public static DraftPart Heading(string title, Story first, int level) =>
        new() { Role = PartRole.Heading, Level = level, Sentences = [new(title, SentenceOrigin.Verbatim, first.Support)] };

    public static IReadOnlyList<string> Tags(IEnumerable<Story> stories) =>
        [.. stories.SelectMany(s => s.Item.Tags).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostTags)];
}
