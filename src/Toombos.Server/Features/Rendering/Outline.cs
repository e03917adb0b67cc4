using Toombos.Client.Writing;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Rendering;

/// <summary>A titled story and what it says.</summary>
sealed record Story(string? Title, string? Url, IReadOnlyList<Element> Elements)
{
    /// <summary>Place among the titled stories of the edition, from 1.</summary>
    public int Number { get; init; }

    /// <summary>Level of its heading: one below the section's, or the section's own where that has none.</summary>
    public int Level { get; init; } = 2;

    /// <summary>Whether the edition's own title says the same, so that the story needs no heading.</summary>
    public bool Untitled { get; init; }
}

/// <summary>Stories under one heading of the edition.</summary>
sealed record Section(string? Title, IReadOnlyList<Story> Stories);

/// <summary>An edition as its templates see it: what opens it, the sections with their stories, and what closes it.</summary>
sealed record Outline(IReadOnlyList<Element> Opening, IReadOnlyList<Section> Sections, IReadOnlyList<Element> Closing)
{
    /// <summary>
    /// Headings of level 2 open sections and those of level 3 stories. A section without stories of its own is a story itself,
    /// so that documents without categories look as good as those with them.
    /// </summary>
    public static Outline Of(DraftContent content)
    {
        var parts = content.Body.ToList();
        var first = parts.FindIndex(p => p.Role == PartRole.Heading);
        if (first < 0) first = parts.Count;
        var last = parts.Count;
        while (last > first && IsOutro(parts[last - 1])) last--;
        var number = 0;
        return new(Elements.Of(parts[..first]), Sectioned(parts, first, last, ref number), Elements.Of(parts[last..]));
    }

    static bool IsOutro(DraftPart part) =>
        part.Role is PartRole.Closing or PartRole.Hashtags
        || part is { Item: null, Role: PartRole.CallToAction }
        || part is { Item: null, Role: PartRole.Paragraph } && part.Sentences.All(s => s.Origin == SentenceOrigin.Template);

    static List<Section> Sectioned(List<DraftPart> parts, int first, int last, ref int number)
    {
        var sections = new List<Section>();
        for (var i = first; i < last;)
        {
            var heading = parts[i].Level <= 2 ? parts[i] : null;
            var end = i + 1;
            while (end < last && !(parts[end].Role == PartRole.Heading && parts[end].Level <= 2)) end++;
            sections.Add(SectionOf(heading, parts[(heading is null ? i : i + 1)..end], ref number));
            i = end;
        }
        return sections;
    }

    static Section SectionOf(DraftPart? heading, List<DraftPart> parts, ref int number)
    {
        var stories = new List<Story>();
        var start = parts.FindIndex(OpensStory);
        if (start < 0) return new(null, [StoryOf(heading, parts, ref number)]);
        if (start > 0) stories.Add(StoryOf(null, parts[..start], ref number));
        while (start < parts.Count)
        {
            var next = parts.FindIndex(start + 1, OpensStory);
            if (next < 0) next = parts.Count;
            stories.Add(StoryOf(parts[start], parts[(start + 1)..next], ref number));
            start = next;
        }
        return heading is null ? new(null, stories) : new(Printable.Of(heading.Text), [.. stories.Select(s => s with { Level = 3 })]);
    }

    static bool OpensStory(DraftPart part) => part is { Role: PartRole.Heading, Level: 3 };

    static Story StoryOf(DraftPart? heading, List<DraftPart> parts, ref int number) => heading is null
        ? new(null, null, Elements.Of(parts))
        : new(Printable.Of(heading.Text), WebAddress.Link(heading.Url), Elements.Of(parts)) { Number = ++number };
}
