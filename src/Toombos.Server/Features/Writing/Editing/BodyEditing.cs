using Toombos.Client.Writing;

namespace Toombos.Server.Features.Writing.Editing;

/// <summary>Turns an edited Markdown body back into parts, keeping every part that nobody touched.</summary>
static class BodyEditing
{
    public static List<DraftPart> Apply(IReadOnlyList<DraftPart> before, string body, SentenceTrail trail, SourceIndex source)
    {
        var read = MarkdownReader.Read(body);
        var matches = PartMatching.Pair(Keys(before), Keys(read), (b, r) => PartKinds.Of(before[b]) == PartKinds.Of(read[r]));
        var parts = new List<DraftPart>(read.Count);
        for (var i = 0; i < read.Count; i++)
        {
            var match = matches[i];
            if (match.Same) parts.Add(before[match.Before]);
            else if (Changed(read[i], match.Before < 0 ? null : before[match.Before], parts.Count == 0 ? null : parts[^1].Item, trail, source) is { Sentences.Count: > 0 } changed) parts.Add(changed);
        }
        return parts;
    }

    static string?[] Keys(IReadOnlyList<DraftPart> parts) =>
        [.. DraftMarkdown.Chunks(parts).Select((c, i) => c is null ? null : $"{PartKinds.Of(parts[i])} {(parts[i].Role == PartRole.Code ? c : Spacing.Single(c))}")];

    static DraftPart Changed(DraftPart read, DraftPart? before, string? itemAbove, SentenceTrail trail, SourceIndex source)
    {
        var kind = PartKinds.Of(read);
        IReadOnlyList<DraftSentence> sentences = kind is PartKind.Prose or PartKind.ListItem or PartKind.Quote
            ? trail.Sentences(kind, read.Text)
            : [.. read.Sentences.Select(s => trail.Whole(kind, s.Text))];
        var cited = sentences.SelectMany(s => s.Blocks).Select(source.ItemOf).FirstOrDefault(i => i is not null);
        return read with
        {
            Role = kind == PartKind.Prose && before is not null ? before.Role : read.Role,
            Item = before is not null ? before.Item : cited ?? (kind == PartKind.Heading ? null : itemAbove),
            Sentences = sentences,
        };
    }
}
