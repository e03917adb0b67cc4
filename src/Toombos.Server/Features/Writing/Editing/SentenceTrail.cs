using Toombos.Client.Writing;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Writing.Editing;

/// <summary>
/// Tells where the sentences of an edited text come from. One that stood in the draft before, word for word and in the same kind of
/// part, keeps its origin and citations; one that a source block says word for word is verbatim; any other is the person's own and
/// cites the blocks that it resembles. Nothing a person types can claim to be a template or a quotation that it is not.
/// </summary>
sealed class SentenceTrail
{
    /// <summary>How many neighbouring sentences may together be one sentence of the draft before.</summary>
    const int LongestJoin = 6;

    readonly Dictionary<(PartKind, string), DraftSentence> known = [];
    readonly SourceIndex source;

    public SentenceTrail(IReadOnlyList<DraftPart> before, SourceIndex source)
    {
        this.source = source;
        foreach (var part in before)
        {
            foreach (var sentence in part.Sentences) known.TryAdd((PartKinds.Of(part), Spacing.Single(sentence.Text)), sentence);
        }
    }

    /// <summary>A text that is one sentence whatever it says: a heading, a cell, code.</summary>
    public DraftSentence Whole(PartKind kind, string text) =>
        known.TryGetValue((kind, Spacing.Single(text)), out var before) ? before : Own(Visible(text));

    /// <summary>What nobody can see must not part what everybody reads: a number, a name.</summary>
    static string Visible(string typed) => PlainText.Clean(typed, keepLines: true);

    /// <summary>The sentences of a text. Joined again they give the text: line ends stay with the sentence before them.</summary>
    public IReadOnlyList<DraftSentence> Sentences(PartKind kind, string text)
    {
        var lines = text.Split('\n');
        var sentences = new List<DraftSentence>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = Visible(lines[i]).Trim();
            if (line.Length > 0) sentences.AddRange(Line(kind, line));
            if (i < lines.Length - 1 && sentences.Count > 0) sentences[^1] = sentences[^1] with { Text = sentences[^1].Text.TrimEnd('\n') + "\n" };
        }
        return sentences;
    }

    List<DraftSentence> Line(PartKind kind, string line)
    {
        var split = Platform.Text.Sentences.Split(line);
        var sentences = new List<DraftSentence>();
        for (var i = 0; i < split.Count;)
        {
            var length = Known(kind, split, i, out var before);
            sentences.Add(before is null ? Own(split[i]) : before with { Text = before.Text.TrimEnd('\n') });
            i += length;
        }
        var joined = new DraftPart { Role = PartRole.Paragraph, Sentences = sentences }.Text;
        return Spacing.Single(joined) == Spacing.Single(line) ? sentences : [Own(line)];
    }

    int Known(PartKind kind, IReadOnlyList<string> split, int at, out DraftSentence? before)
    {
        var joined = split[at];
        for (var length = 1; ; length++)
        {
            if (known.TryGetValue((kind, Spacing.Single(joined)), out before)) return length;
            if (length == LongestJoin || at + length == split.Count) return 1;
            joined += " " + split[at + length];
        }
    }

    DraftSentence Own(string text)
    {
        if (source.Saying(text) is { } block) return new(text, SentenceOrigin.Verbatim, [block]);
        return new(text, SentenceOrigin.Edited, source.Resembling(text));
    }
}
