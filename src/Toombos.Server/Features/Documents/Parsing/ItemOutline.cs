using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Toombos.Client.Documents;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>A section that is an item, with what surrounds it.</summary>
sealed record OutlinedItem(Section Section, string? Category, string? CategoryTitle, FlagScope Flags, ItemType? Form, string Title);

/// <summary>
/// Decides which headings are the document's title, which are categories and which are items, as a person
/// who reads the page would.
/// </summary>
sealed partial class ItemOutline(Action<string, string, int> warn)
{
    static readonly FrozenDictionary<string, string> Words = WordTable.ByWord("article-words.txt");
    readonly List<OutlinedItem> items = [];

    /// <param name="article">The front matter says that the document is one text.</param>
    public IReadOnlyList<OutlinedItem> Read(Section root, FlagScope flags, bool article)
    {
        var title = root.Children is [{ Heading.Level: 1 } only] ? only : null;
        if (root.Children.Count == 0) Item(root, null, null, flags);
        else if (article && !root.Children.SelectMany(c => c.Children.Prepend(c)).Any(s => Bracket(s) is not null || IsForm(s))) Item(title ?? root, null, null, flags);
        else foreach (var section in root.Children) Top(section, flags, alone: section == title);
        if (items.Count == 0 && !root.IsEmpty) Item(root, null, null, flags);
        return items;
    }

    /// <summary>A section that may be the document's title, a category, or an item.</summary>
    void Top(Section section, FlagScope flags, bool alone)
    {
        if (IsItself(section)) Item(section, null, null, flags);
        else if (section.Heading!.Level == 1 && Bracket(section) is null && (alone || section.Children.Exists(c => Bracket(c) is not null || c.Children.Count > 0)))
        {
            var inner = flags.With(section.Flags, warn);
            // Under a title of categories or releases stands a note to editors; in any other page the text belongs to the reader
            if (!section.Children.Exists(c => Bracket(c) is not null || Release().IsMatch(c.Title)))
            {
                if (IsText(section)) Item(section.WithoutChildren(), null, null, flags);
                else if (section.Own.Find(n => n.Kind != BlockKind.Image) is { } note)
                    warn("text.introduction", "The text between the title and the first item introduces the page and is in no draft. Give it a heading to have it written about.", note.Start);
            }
            foreach (var child in section.Children) Top(child, inner, alone: false);
        }
        else Category(section, flags);
    }

    void Category(Section section, FlagScope flags)
    {
        var bracket = Bracket(section);
        var (slug, title) = bracket is { } b ? (Slug.From(b.Slug), b.Title) : (Slug.From(section.Title), section.Title);
        if (section.Children.Count == 0)
        {
            Item(section, slug, title, flags);
            return;
        }
        if (bracket is null && IsText(section)) Item(section.WithoutChildren(), slug, title, flags);
        var inner = flags.With(section.Flags, warn);
        foreach (var child in section.Children) Item(child, slug, title, inner);
    }

    void Item(Section section, string? category, string? categoryTitle, FlagScope flags)
    {
        if (section.IsEmpty)
        {
            if (section.Heading is { } bare) warn("item.empty", $"“{bare.Text}” has no text below it and is not an item.", bare.Start);
            return;
        }
        foreach (var flag in section.FlagsBelow())
            warn("flag.misplaced", $"The flag “{flag.Name}” stands inside an item; it counts for the whole item.", flag.Offset);
        var (form, title) = Form(section);
        items.Add(new OutlinedItem(section, category, categoryTitle, flags.With(section.Flags.Concat(section.FlagsBelow()), warn), form, title));
    }

    /// <summary>A greeting and a paragraph introduce what follows; more than that, or a list or code, is a text of its own.</summary>
    static bool IsText(Section section) =>
        section.Own.Exists(n => n.Kind is not (BlockKind.Image or BlockKind.Paragraph))
        || section.Own.Count(n => n.Kind == BlockKind.Paragraph && n.Text[^1] is not (',' or '，' or '、')) > 1;

    /// <summary>Leaves without a bracket, the forms with a name of their own, releases, and sections with labels.</summary>
    static bool IsItself(Section section) =>
        section.Children.Count == 0 && Bracket(section) is null
        || IsForm(section) || Release().IsMatch(section.Title)
        || Bracket(section) is null && section.Own.Exists(n => n.Bold && n.Level == 0 && Labels.Split(n.Text) is { Name: "title" or "content" or "date" });

    static bool IsForm(Section section) => Form(section).Form is not null;

    /// <summary><c>Update: Title</c>, <c>🎉 ANNOUNCEMENT: Title</c>, or an article with a main part or a conclusion.</summary>
    static (ItemType? Form, string Title) Form(Section section)
    {
        var title = section.Title;
        var colon = title.AsSpan(0, Math.Min(title.Length, 40)).IndexOfAny(':', '：');
        if (colon > 0 && colon + 1 < title.Length && Words.GetValueOrDefault(LettersOf(title[..colon])) is { } word && word != "article")
            return (word == "update" ? ItemType.Update : ItemType.Announcement, title[(colon + 1)..].Trim());
        var article = section.Heading is { Level: <= 2 } && section.Children.Exists(c => Words.GetValueOrDefault(LettersOf(c.Title)) == "article");
        return (article ? ItemType.Blog : null, Bracket(section)?.Title ?? (Release().IsMatch(title) ? Bracketed().Replace(title, "$1$2") : title));
    }

    static string LettersOf(string text) => text.Trim().Trim(':', '.', '!', '*', ' ') is var t && t.Length > 0 && char.IsLetter(t[0]) ? t
        : new string([.. t.SkipWhile(c => !char.IsLetter(c))]);

    /// <summary>A leading <c>[Slug]</c>. A version, <c>[Unreleased]</c> or a task's box is none.</summary>
    static (string Slug, string Title)? Bracket(Section section)
    {
        var match = Bracketed().Match(section.Title);
        if (!match.Success || section.Heading is not { Links.Count: 0 } || Release().IsMatch(section.Title)) return null;
        var (slug, rest) = (match.Groups[1].Value.Trim(), match.Groups[2].Value.Trim());
        return slug.Length < 2 ? null : (slug, rest.Length == 0 ? slug : rest);
    }

    [GeneratedRegex(@"^\[([^\[\]]{1,60})\](.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Bracketed();

    /// <summary>Heading of a changelog: <c>[1.2.0] - 2026-03-01</c>, <c>v2.0</c>, <c>Unreleased</c>, <c>Version 3.1</c>, a bare date.</summary>
    [GeneratedRegex(@"^\[?(unreleased|(version |release )?v?\d+\.\d+[\w.+-]*|\d{4}-\d\d-\d\d)\]?(?![\w])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Release();
}
