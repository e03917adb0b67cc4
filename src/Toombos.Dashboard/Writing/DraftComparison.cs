using DiffPlex;
using DiffPlex.Chunkers;
using Toombos.Client.Documents;
using Toombos.Client.Writing;

namespace Toombos.Dashboard.Writing;

/// <summary>Which words differ between two texts of a draft, field by field.</summary>
static class DraftComparison
{
    public static IReadOnlyList<(string Label, IReadOnlyList<TextSpan> Spans)> Of(EditableDraft before, EditableDraft after)
    {
        var posts = Math.Max(before.Posts.Count, after.Posts.Count);
        (string Label, string? Before, string? After)[] fields =
        [
            ("Subject", before.Subject, after.Subject),
            ("Preview text", before.PreviewText, after.PreviewText),
            ("Title", before.Title, after.Title),
            ("Address", before.Slug, after.Slug),
            ("Excerpt", before.Excerpt, after.Excerpt),
            ("Search title", before.SeoTitle, after.SeoTitle),
            ("Search description", before.SeoDescription, after.SeoDescription),
            ("Tags", string.Join(", ", before.Tags), string.Join(", ", after.Tags)),
            // A text that says nothing of pictures leaves them as they are.
            ("Pictures", after.Pictures is null ? null : PicturesOf(before), before.Pictures is null ? null : PicturesOf(after)),
            ("Body", before.Body, after.Body),
            .. Enumerable.Range(0, posts).Select(i => ($"Post {i + 1}", before.Posts.ElementAtOrDefault(i), after.Posts.ElementAtOrDefault(i))),
        ];
        return [.. fields.Where(f => (f.Before ?? "") != (f.After ?? "")).Select(f => (f.Label, (IReadOnlyList<TextSpan>)WordsOf(f.Before ?? "", f.After ?? "")))];
    }

    static string PicturesOf(EditableDraft text) => string.Join('\n', (text.Pictures ?? []).Select(p => $"{p.Name}: {p.AltText}"));

    /// <summary>Which words differ between two texts.</summary>
    public static List<TextSpan> WordsOf(string before, string after)
    {
        var diff = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, new WordChunker());
        var spans = new List<TextSpan>();
        var at = 0;
        foreach (var block in diff.DiffBlocks)
        {
            Add(SpanKind.Same, diff.PiecesNew, at, block.InsertStartB);
            Add(SpanKind.Deleted, diff.PiecesOld, block.DeleteStartA, block.DeleteStartA + block.DeleteCountA);
            Add(SpanKind.Inserted, diff.PiecesNew, block.InsertStartB, block.InsertStartB + block.InsertCountB);
            at = block.InsertStartB + block.InsertCountB;
        }
        Add(SpanKind.Same, diff.PiecesNew, at, diff.PiecesNew.Count);
        return spans;

        void Add(SpanKind kind, IReadOnlyList<string> words, int from, int to)
        {
            if (to > from) spans.Add(new(kind, string.Concat(words.Skip(from).Take(to - from))));
        }
    }
}
