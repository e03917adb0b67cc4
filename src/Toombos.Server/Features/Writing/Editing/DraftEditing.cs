using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Writing.Editing;

/// <summary>Between a draft's parts and the text that people edit.</summary>
public static class DraftEditing
{
    /// <summary>The parts that are fields of their own in the text form.</summary>
    static readonly (PartRole Role, Func<EditableDraft, string?> Value)[] Fields =
    [
        (PartRole.Subject, e => e.Subject), (PartRole.PreviewText, e => e.PreviewText), (PartRole.Title, e => e.Title),
        (PartRole.Excerpt, e => e.Excerpt), (PartRole.SeoTitle, e => e.SeoTitle), (PartRole.SeoDescription, e => e.SeoDescription),
    ];

    /// <summary>The text form of a draft.</summary>
    public static EditableDraft ToEditable(ChannelFamily family, DraftContent content) => new()
    {
        Subject = content.TextOf(PartRole.Subject),
        PreviewText = content.TextOf(PartRole.PreviewText),
        Title = content.TextOf(PartRole.Title),
        Excerpt = content.TextOf(PartRole.Excerpt),
        SeoTitle = content.TextOf(PartRole.SeoTitle),
        SeoDescription = content.TextOf(PartRole.SeoDescription),
        Slug = content.Slug,
        Tags = content.Tags,
        Pictures = content.Pictures,
        Body = family == ChannelFamily.Social ? null : DraftMarkdown.Body([.. content.Body]),
        Posts = family == ChannelFamily.Social ? content.Posts : [],
    };

    /// <summary>
    /// Parts of an edited text. Untouched sentences keep their origin and citations; changed ones become
    /// <see cref="SentenceOrigin.Edited"/> and cite the blocks they resemble, if any.
    /// </summary>
    public static DraftContent Apply(ChannelFamily family, DraftContent before, EditableDraft edited, IReadOnlyList<Item> items)
    {
        var source = new SourceIndex(items, before.Language);
        var trail = new SentenceTrail(before.Parts, source);
        var text = ToEditable(family, before);
        var isText = (Func<DraftPart, bool>)(family == ChannelFamily.Social ? p => p.Post > 0 : p => p.Role >= PartRole.Greeting);
        var body = family == ChannelFamily.Social
            ? edited.Posts.SequenceEqual(text.Posts, StringComparer.Ordinal) ? null : PostEditing.Apply(before, edited.Posts, trail, source)
            : Same(edited.Body, text.Body) ? null : BodyEditing.Apply([.. before.Parts.Where(isText)], (edited.Body ?? "").ReplaceLineEndings("\n"), trail, source);
        var parts = new List<DraftPart>(before.Parts.Count);
        var seen = new HashSet<PartRole>();
        var written = false;
        foreach (var part in before.Parts)
        {
            if (isText(part))
            {
                if (body is null) parts.Add(part);
                else if (!written) parts.AddRange(body);
                written = true;
            }
            else if (Field(part, edited, seen, trail) is { } field)
            {
                parts.Add(field);
            }
        }
        var first = parts.FindIndex(p => isText(p));
        parts.InsertRange(first < 0 ? parts.Count : first, Added(edited, seen, trail));
        if (!written && body is not null) parts.AddRange(body);
        return before with
        {
            Parts = parts.SequenceEqual(before.Parts) ? before.Parts : parts,
            Slug = edited.Slug == before.Slug ? before.Slug : SlugOf(edited.Slug),
            Tags = edited.Tags.SequenceEqual(before.Tags, StringComparer.Ordinal) ? before.Tags : TagsOf(edited.Tags),
            Link = LinkOf(before, parts),
            Pictures = edited.Pictures ?? before.Pictures,
        };
    }

    static DraftPart? Field(DraftPart part, EditableDraft edited, HashSet<PartRole> seen, SentenceTrail trail)
    {
        var field = Fields.FirstOrDefault(f => f.Role == part.Role);
        if (field.Value is null || !seen.Add(part.Role)) return part;
        var value = field.Value(edited);
        if (value == part.Text) return part;
        return OneLine(value) is { Length: > 0 } line ? part with { Sentences = trail.Sentences(PartKind.Field, line), Links = [] } : null;
    }

    static IEnumerable<DraftPart> Added(EditableDraft edited, HashSet<PartRole> seen, SentenceTrail trail) =>
        from field in Fields
        let line = OneLine(field.Value(edited))
        where !seen.Contains(field.Role) && line.Length > 0
        select new DraftPart { Role = field.Role, Sentences = trail.Sentences(PartKind.Field, line) };

    static string OneLine(string? value) => PlainText.Clean(value);

    static bool Same(string? edited, string? before) => (edited ?? "").ReplaceLineEndings("\n") == (before ?? "");

    static string? SlugOf(string? slug) =>
        string.IsNullOrWhiteSpace(slug) ? null
        : slug.Length <= 100 && slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') ? slug : Slug.From(slug);

    static IReadOnlyList<string> TagsOf(IReadOnlyList<string> tags) =>
        [.. tags.Select(OneLine).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>The draft's main link follows its call to action.</summary>
    static string? LinkOf(DraftContent before, List<DraftPart> parts)
    {
        var actions = parts.Where(p => p is { Role: PartRole.CallToAction, Url: not null }).Select(p => p.Url).ToList();
        var led = before.Parts.Any(p => p.Role == PartRole.CallToAction && p.Url == before.Link);
        return led && actions.Count > 0 && !actions.Contains(before.Link) ? actions[0] : before.Link;
    }
}
