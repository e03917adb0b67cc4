using Toombos.Client.Writing;
using Toombos.Server.Features.Documents.Parsing;

namespace Toombos.Server.Features.Writing.Editing;

/// <summary>Turns edited posts back into parts. Posts and paragraphs that nobody touched stay what they were, wherever they stand now.</summary>
static class PostEditing
{
    public static List<DraftPart> Apply(DraftContent before, IReadOnlyList<string> posts, SentenceTrail trail, SourceIndex source)
    {
        var groups = before.Parts.Where(p => p.Post > 0).GroupBy(p => p.Post).OrderBy(g => g.Key).Select(g => g.ToList()).ToList();
        var known = before.Posts.ToHashSet(StringComparer.Ordinal);
        var edited = posts.Select(p => known.Contains(p) ? p : PlainText.Clean(p.ReplaceLineEndings("\n"), keepLines: true)).Where(p => !string.IsNullOrWhiteSpace(p)).ToList();
        var matches = PartMatching.Pair(before.Posts, edited, (_, _) => true);
        var parts = new List<DraftPart>();
        for (var i = 0; i < edited.Count; i++)
        {
            var group = matches[i].Before < 0 ? [] : groups[matches[i].Before];
            parts.AddRange((matches[i].Same ? group : Changed(group, edited[i], trail, source)).Select(p => p with { Post = i + 1 }));
        }
        return parts;
    }

    static List<DraftPart> Changed(List<DraftPart> before, string post, SentenceTrail trail, SourceIndex source)
    {
        var read = Read(post, before);
        var matches = PartMatching.Pair([.. before.Select(Key)], [.. read.Select(Key)], (b, r) => (before[b].Role == PartRole.ListItem) == (read[r].Role == PartRole.ListItem));
        var parts = new List<DraftPart>();
        for (var i = 0; i < read.Count; i++)
        {
            var old = matches[i].Before < 0 ? null : before[matches[i].Before];
            parts.Add(matches[i].Same ? old! : Changed(read[i], old, trail, source));
        }
        return parts;
    }

    static DraftPart Changed(DraftPart read, DraftPart? before, SentenceTrail trail, SourceIndex source)
    {
        var sentences = trail.Sentences(PartKind.Post, read.Text);
        return read with
        {
            Role = before?.Role ?? read.Role,
            Item = before?.Item ?? sentences.SelectMany(s => s.Blocks).Select(source.ItemOf).FirstOrDefault(i => i is not null),
            Url = before?.Url is { } url && read.Text.Contains(url, StringComparison.Ordinal) ? url : null,
            Sentences = sentences,
        };
    }

    /// <summary>Paragraphs stand apart by an empty line; the lines of a list do not.</summary>
    static List<DraftPart> Read(string post, List<DraftPart> before)
    {
        var whole = before.Select(p => p.Text).ToHashSet(StringComparer.Ordinal);
        var items = before.Where(p => p.Role == PartRole.ListItem).Select(p => p.Text).ToHashSet(StringComparer.Ordinal);
        var parts = new List<DraftPart>();
        foreach (var paragraph in post.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var text = whole.Contains(paragraph) ? paragraph : paragraph.Trim();
            if (text.Length == 0) continue;
            var lines = text.Split('\n');
            if (!whole.Contains(text) && lines.Any(items.Contains) && lines.All(l => l.Length > 0)) parts.AddRange(lines.Select(l => Part(PartRole.ListItem, l)));
            else parts.Add(Part(text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).All(w => w.StartsWith('#')) ? PartRole.Hashtags : PartRole.Paragraph, text));
        }
        return parts;
    }

    static string Key(DraftPart part) => (part.Role == PartRole.ListItem ? "- " : "") + part.Text;

    static DraftPart Part(PartRole role, string text) => new() { Role = role, Post = 1, Sentences = [new(text, SentenceOrigin.Edited, [])] };
}
