using Toombos.Client.Checks;

namespace Toombos.Server.Features.Checks.Claims;

/// <summary>
/// What the source says instead of a fact: the same kind of fact about the same thing with another value, or the fact said of another thing.
/// Conservative: it speaks only where the words around both facts agree, and otherwise leaves the claim unsupported.
/// </summary>
sealed class FactConflicts(StatementText draft, CitedEvidence cited)
{
    readonly List<string> about = [.. draft.Clauses.SelectMany(c => c.Words).Select(w => w.Stem).Distinct()];

    /// <summary>Another value of the same thing, for a fact that no source supports.</summary>
    public ClaimEvidence? Instead(FoundFact claim)
    {
        (ClaimEvidence? By, int Score) best = (null, 0);
        if (draft.ClauseAt(claim.Start) is not { } clause) return null;
        foreach (var source in cited.Sources)
        {
            var said = source.Text.In(draft.Language);
            foreach (var other in said.Facts)
            {
                if (!other.IsRivalOf(claim) || IsToldElsewhere(other, claim) || said.ClauseAt(other.Start) is not { } place) continue;
                var near = clause.SharedWith(place);
                var wide = said.SentenceOf(place).SelectMany(c => c.Words).Select(w => w.Stem).Distinct().Count(about.Contains);
                if (claim.IsBare && near < 2 && !(draft.Counted(claim) is { } counted && counted == said.Counted(other))) continue;
                var score = near * 2 + wide;
                if (score > best.Score) best = (source.InText(other), score);
            }
        }
        return best.By;
    }

    bool IsToldElsewhere(FoundFact other, FoundFact claim) => draft.Facts.Any(f => f != claim && other.Supports().Contains(f.Fact));

    /// <summary>The fact that belongs where the claim stands, for a fact that the source states of another thing.</summary>
    public ClaimEvidence? Misplaced(FoundFact claim)
    {
        if (draft.ClauseAt(claim.Start) is not { } clause) return null;
        var peers = draft.Facts.Where(f => f != claim && f.IsPeerOf(claim)).ToList();
        var partner = peers.FirstOrDefault(f => f.Start > claim.End);
        if (partner is not null && Reversed(claim, partner) is { } reversed) return reversed;
        if (peers.Exists(f => f.Start >= clause.Start && f.Start < clause.End)) return null;
        var here = Telling(draft, clause.Words, claim);
        var anywhere = peers.Count > 0 ? here : Telling(draft, draft.Clauses.SelectMany(c => c.Words), claim);
        if (here.Count == 0) here = anywhere;
        ClaimEvidence? rightful = null;
        foreach (var source in cited.Sources)
        {
            var said = source.Text.In(draft.Language);
            foreach (var own in said.Facts.Where(f => f.Supports().Contains(claim.Fact)))
            {
                var around = Around(said, own);
                var rival = said.Facts.FirstOrDefault(f => f.IsPeerOf(claim) && !f.Supports().Contains(claim.Fact) && Around(said, f) is var words
                    && here.Any(w => words.Contains(w) && !around.Contains(w)) && !anywhere.Any(w => around.Contains(w) && !words.Contains(w)));
                rival ??= said.Facts.FirstOrDefault(f => f != own && f.IsBare && claim.IsBare && draft.Counted(claim) is { } counted && said.Counted(f) == counted && said.Counted(own) is { } ownCount && ownCount != counted);
                if (rival is null) return null;
                rightful ??= source.InText(rival);
            }
        }
        return rightful;
    }

    /// <summary>"from 30 to 36" where the source has "from 36 to 30".</summary>
    ClaimEvidence? Reversed(FoundFact first, FoundFact second)
    {
        var (before, between) = (draft.WordBefore(first.Start).ToString(), draft.WordBefore(second.Start).ToString());
        if (before.Length == 0 || between.Length == 0 || before.Equals(between, StringComparison.OrdinalIgnoreCase)) return null;
        foreach (var source in cited.Sources)
        {
            var said = source.Text.In(draft.Language);
            var (x, y) = (said.Facts.FirstOrDefault(f => f.Supports().Contains(first.Fact)), said.Facts.FirstOrDefault(f => f.Supports().Contains(second.Fact)));
            if (x is null || y is null || y.Start >= x.Start) continue;
            if (said.WordBefore(y.Start).Equals(before, StringComparison.OrdinalIgnoreCase) && said.WordBefore(x.Start).Equals(between, StringComparison.OrdinalIgnoreCase))
                return source.At(source.Text.Span(y.Start, x.End));
        }
        return null;
    }

    /// <summary>
    /// What a fact of the source is said of: the words of its clause; where that has none, those of the clauses before.
    /// A clause that starts with its fact ("…, and £5.80 for children") shares what stands before the first fact of the sentence.
    /// </summary>
    static HashSet<string> Around(StatementText said, FoundFact fact)
    {
        if (said.ClauseAt(fact.Start) is not { } clause) return [];
        var sentence = said.SentenceOf(clause).ToList();
        var words = Telling(said, clause.Words, fact);
        var at = sentence.IndexOf(clause);
        if (words.Count == 0 && at > 0) return Telling(said, sentence.Take(at).SelectMany(c => c.Words), fact);
        if (at == 0 || clause.Words.Any(w => !w.Plain && w.Start < fact.Start)) return words;
        var first = said.Facts.First(f => f.Start >= sentence[0].Start).Start;
        words.UnionWith(Telling(said, sentence.Take(at).SelectMany(c => c.Words).Where(w => w.Start < first), fact));
        return words;
    }

    /// <summary>What a clause is about, without the words that facts of the same kind are made of.</summary>
    static HashSet<string> Telling(StatementText text, IEnumerable<ClauseWord> words, FoundFact fact) =>
        [.. words.Where(w => !w.Plain && !text.Facts.Any(f => w.Start >= f.Start && w.Start < f.End && f.IsPeerOf(fact))).Select(w => w.Stem)];
}
