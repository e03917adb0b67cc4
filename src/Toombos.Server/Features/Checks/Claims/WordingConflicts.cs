using Toombos.Client.Checks;

namespace Toombos.Server.Features.Checks.Claims;

/// <summary>What the source says instead of a name or a quotation, and names that have changed places.</summary>
sealed class WordingConflicts(StatementText draft, CitedEvidence cited, Func<StatementText, IReadOnlyList<FoundName>> namesOf)
{
    const int Enough = 3;

    /// <summary>Another name in the same place, for a name that the source does not have: one that shares a word with it, or stands among the same words.</summary>
    public ClaimEvidence? Instead(FoundName name)
    {
        (ClaimEvidence? By, int Score) best = (null, Enough - 1);
        if (draft.ClauseAt(name.Start) is not { } clause) return null;
        var told = draft.Tokens.Select(t => Folding.FoldWord(t, draft.Text)).ToHashSet(StringComparer.Ordinal);
        foreach (var source in cited.Sources)
        {
            var said = source.Text.In(draft.Language);
            foreach (var other in namesOf(said))
            {
                if (said.ClauseAt(other.Start) is not { } place || other.Words.All(told.Contains)) continue;
                var shares = other.Words.Any(w => w.Length > 2 && char.IsLetter(w[0]) && name.Words.Contains(w));
                var before = draft.WordBefore(name.Start);
                var samePlace = !StatementWords.NeutralBefore.Has(before) && said.WordBefore(other.Start).Equals(before, StringComparison.OrdinalIgnoreCase);
                var wide = said.SentenceOf(place).SelectMany(c => c.Words).Count(w => draft.Clauses.Any(c => c.Words.Any(d => d.Stem == w.Stem)));
                var score = (shares ? Enough : 0) + clause.SharedWith(place) * 2 + wide + (samePlace ? 1 : 0);
                if (score > best.Score) best = (source.At(source.Text.Span(other.Start, other.End)), score);
            }
        }
        return best.By;
    }

    /// <summary>"Madrid beat Barcelona" where the source has "Barcelona beat Madrid": the other order around the same word, and neither in the passive.</summary>
    public ClaimEvidence? Reversed(FoundName first, FoundName second)
    {
        var joint = draft.WordBefore(second.Start).ToString();
        var (stems, passive) = Between(draft, first.End, second.Start);
        foreach (var source in cited.Sources)
        {
            if (PlaceOf(first, source) is not { } x || PlaceOf(second, source) is not { } y || y.At + y.Length > x.At) continue;
            var said = source.Text.In(draft.Language);
            var (from, to) = (said.Tokens[y.At].Start, said.Tokens[x.At + x.Length - 1].End);
            var (theirs, theirPassive) = Between(said, said.Tokens[y.At + y.Length - 1].End, said.Tokens[x.At].Start);
            var sameJoint = !StatementWords.NeutralBefore.Has(joint) && said.WordBefore(said.Tokens[x.At].Start).Equals(joint, StringComparison.OrdinalIgnoreCase);
            if (passive == theirPassive && (sameJoint || stems.Overlaps(theirs))) return source.At(source.Text.Span(from, to));
        }
        return null;
    }

    /// <summary>The name in the source, or all but its first word: that may be a title ("Solistin Eva Kolb").</summary>
    static EvidenceRun? PlaceOf(FoundName name, CitedBlock source) =>
        source.Text.LongestRun(name.Words, 0, name.Loose) is var whole && whole.Length == name.Words.Count ? whole
        : name.Words.Count > 2 && source.Text.LongestRun(name.Words, 1, name.Loose) is var rest && rest.Length == name.Words.Count - 1 ? rest : null;

    static (HashSet<string> Stems, bool Passive) Between(StatementText text, int from, int to)
    {
        var stems = text.Clauses.SelectMany(c => c.Words).Where(w => w.Start >= from && w.End <= to && !w.Plain).Select(w => w.Stem);
        return ([.. stems], text.Tokens.Any(t => t.Start >= from && t.End <= to && StatementWords.Passive.Has(t.In(text.Text))));
    }

    /// <summary>A quotation of the source that shares half of its words with the claimed one.</summary>
    public ClaimEvidence? Instead(int start, int end)
    {
        var words = Words(draft.Text[start..end]);
        foreach (var source in cited.Sources)
        {
            var text = source.Text.In(draft.Language).Text;
            foreach (var (from, to) in QuoteScanner.Read(text))
            {
                var theirs = Words(text[from..to]);
                if (words.SequenceEqual(theirs)) return null;
                if (words.Count >= 3 && words.Count(theirs.Contains) * 2 >= Math.Max(words.Count, theirs.Count)) return source.At(source.Text.Span(from, to));
            }
        }
        return null;
    }

    public static List<string> Words(string text) => [.. Tokenizer.Read(text).Select(t => Folding.FoldWord(t, text))];
}
