namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>
/// Outline of a document that was put together from entries with identities of their own: each heading that carries one begins an item, and whatever headings stand in its text are the item's.
/// </summary>
static class EntryOutline
{
    /// <summary>Name of the flag that carries an entry's identity.</summary>
    public const string Flag = "entry";

    /// <summary>Field of the front matter that says so.</summary>
    public const string Mark = "entries";

    public static bool Applies(FrontMatter frontMatter) => frontMatter.Value(Mark) == "true";

    public static IReadOnlyList<OutlinedItem> Read(Section root, FlagScope flags, Action<string, string, int> warn)
    {
        var items = new List<OutlinedItem>();
        for (var at = 0; at < root.Children.Count; at++)
        {
            var entry = root.Children[at];
            if (!Begins(entry)) continue;
            var parts = root.Children.Skip(at + 1).TakeWhile(s => !Begins(s)).ToList();
            var whole = entry.With(parts);
            at += parts.Count;
            items.Add(new(whole, null, null, flags.With(whole.Flags, warn), null, whole.Title));
        }
        return items;
    }

    static bool Begins(Section section) => section.Flags.Exists(f => f.Name == Flag);
}
