namespace Toombos.Server.Features.Writing.Composing.Stories;

/// <summary>Which stories lead, and which are the ones to keep where not all have room.</summary>
static class Ordering
{
    /// <summary>Featured first, then by priority, then as the document has them.</summary>
    public static List<Story> ByWeight(IEnumerable<Story> stories) =>
        [.. stories.OrderByDescending(s => s.Item.Flags.Featured).ThenBy(s => s.Item.Flags.Priority)];

    /// <summary>
    /// The best so many, the lead first and the others in document order. Beyond the flags each category gets its turn, because
    /// people write the newest first in each section.
    /// </summary>
    public static List<Story> Best(IReadOnlyList<Story> stories, int most)
    {
        if (stories.Count == 0) return [];
        var lead = ByWeight(stories)[0];
        if (stories.Count <= most) return [lead, .. stories.Where(s => s != lead)];
        var turn = new Dictionary<string, int>(StringComparer.Ordinal);
        var ranked = stories.Select((story, index) =>
        {
            var category = story.Item.Category ?? "";
            turn[category] = turn.GetValueOrDefault(category) + 1;
            return (story, index, Turn: turn[category]);
        }).ToList();
        var kept = ranked.Where(r => r.story != lead)
            .OrderByDescending(r => r.story.Item.Flags.Featured).ThenBy(r => r.story.Item.Flags.Priority).ThenBy(r => r.Turn).ThenBy(r => r.index)
            .Take(most - 1).OrderBy(r => r.index).Select(r => r.story);
        return [lead, .. kept];
    }

    /// <summary>Stories by category, categories in the order they first occur, urgent stories first in each.</summary>
    public static IEnumerable<IGrouping<string?, Story>> BySection(IEnumerable<Story> stories) =>
        stories.GroupBy(s => s.Item.CategoryTitle ?? s.Item.Category).OrderBy(g => g.Key is not null);
}
