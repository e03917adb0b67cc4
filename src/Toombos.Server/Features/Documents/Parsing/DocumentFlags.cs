using Toombos.Client.Documents;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>What the front matter says about the document as a whole.</summary>
static class DocumentFlags
{
    /// <summary>Fields that site generators and note apps write and that say nothing about publication.</summary>
    static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "title", "subtitle", "language", "lang", "date", "updated", "lastmod", "tags", "tag", "keywords", "categories", "link", "url", "image", "cover", "image_alt",
        "description", "summary", "excerpt", "slug", "layout", "permalink", "id", "aliases", "alias", "draft", "weight", "version", "created", "modified", "authors", EntryOutline.Mark,
    };

    public static List<Flag> Read(FrontMatter frontMatter, FlagReader reader, Action<string, string, int> warn)
    {
        var flags = new List<Flag>();
        foreach (var entry in frontMatter.Entries)
        {
            if (entry.Name.Equals("draft", StringComparison.OrdinalIgnoreCase))
            {
                if (entry.Value.Equals("true", StringComparison.OrdinalIgnoreCase)) flags.Add(new Flag("published", "false", entry.Offset));
            }
            else if (IsPost(entry)) flags.Add(new Flag("type", "blog", entry.Offset));
            else if (!Known.Contains(entry.Name) && reader.Read(entry.Name, entry.Value, entry.Offset) is { } flag) flags.Add(flag);
        }
        if (frontMatter.Value("description", "summary", "excerpt") is { } description && !flags.Exists(f => f.Name == "seo_description") && IsArticle(frontMatter))
            flags.Add(new Flag("seo_description", PlainText.Clean(description), 0));
        return flags;
    }

    /// <summary>A dated or typed page is one text, whatever headings it has.</summary>
    public static bool IsArticle(FrontMatter frontMatter) =>
        frontMatter.Value("date") is not null || frontMatter.Value("type") is "blog" or "announcement" or "session" || frontMatter.Entries.Any(IsPost);

    /// <summary>How site generators say that a page is a blog post.</summary>
    static bool IsPost(FrontMatterEntry entry) => entry is { Name: "layout" or "type", Value: "post" or "article" };

    /// <summary>Where the document is one item, the front matter's own fields are the item's.</summary>
    public static Item Complete(Item item, FrontMatter frontMatter, Section root, Action<string, string, int> warn)
    {
        var title = root.Children.Count == 0 || item.Anchor == item.Title && root.Children[0].Heading?.Text != item.Anchor ? PlainText.Clean(frontMatter.Value("title") ?? "") : "";
        var date = frontMatter.Entries.FirstOrDefault(e => e.Name.Equals("date", StringComparison.OrdinalIgnoreCase));
        DateOnly? day = date is null ? null : EditorDate.Day(date.Value);
        if (date is not null && day is null) warn("date.unreadable", "This is not a date that reads only one way. Write 2026-01-31.", date.Offset);
        return item with
        {
            Title = title.Length == 0 ? item.Title : title,
            Anchor = title.Length == 0 ? item.Anchor : title,
            Date = item.Date ?? day,
            Link = item.Link ?? WebAddress.Safe(frontMatter.Value("link", "url")),
            Image = item.Image ?? WebAddress.SafeImage(frontMatter.Value("image", "cover")),
            ImageAlt = item.ImageAlt ?? frontMatter.Value("image_alt"),
            Tags = item.Tags.Count > 0 ? item.Tags
                : frontMatter.Value("tags", "tag", "keywords")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
        };
    }
}
