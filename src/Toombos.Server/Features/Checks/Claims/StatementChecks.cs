using Toombos.Client.Checks;

namespace Toombos.Server.Features.Checks.Claims;

/// <summary>A statement of a draft that is no single fact: where it stands, and the words of the source for it or against it.</summary>
readonly record struct FoundStatement(ClaimKind Kind, int Start, int End, ClaimEvidence? For, ClaimEvidence? Against);

/// <summary>
/// Holds what a sentence ranks, compares or denies against the source: superlatives and absolutes need support; comparisons and
/// denials are held against a clause about the same thing, and are no claim where the source has none.
/// </summary>
sealed class StatementChecks(StatementText draft, CitedEvidence cited)
{
    readonly HashSet<string> about = [.. draft.Clauses.SelectMany(c => c.Words).Select(w => w.Stem)];

    public static IReadOnlyList<FoundStatement> Read(StatementText draft, CitedEvidence cited)
    {
        var checks = new StatementChecks(draft, cited);
        return [.. checks.Rankings(), .. checks.Comparisons(), .. checks.Denials()];
    }

    IEnumerable<FoundStatement> Rankings()
    {
        for (var i = 0; i < draft.Tokens.Count; i++)
            if (Superlatives.RankAt(draft.At, i, claims: true, out var last) is { } rank)
                yield return new(ClaimKind.Superlative, draft.Tokens[i].Start, draft.Tokens[last].End, Ranked(rank), StatementWords.OppositeOf(rank) is { } opposite ? Ranked(opposite) : null);
    }

    ClaimEvidence? Ranked(string rank)
    {
        foreach (var source in cited.Sources)
        {
            var said = source.Text.In(draft.Language);
            for (var i = 0; i < said.Tokens.Count; i++)
                if (Superlatives.RankAt(said.At, i, claims: false, out var last) == rank || (rank == "always" && StatementWords.Always.Has(said.At[i]))) return source.At(source.Text.Span(said.Tokens[i].Start, said.Tokens[last].End));
            if (rank == "never" && said.Clauses.FirstOrDefault(c => c.Negated) is { } denied) return source.At(source.Text.Span(denied.Start, denied.End));
            var header = source.Header.In(draft.Language);
            for (var i = 0; i < header.Tokens.Count; i++)
                if (Superlatives.RankAt(header.At, i, claims: false, out var last) == rank) return source.Over(source.Header.Span(header.Tokens[i].Start, header.Tokens[last].End).Text);
        }
        return null;
    }

    IEnumerable<FoundStatement> Comparisons()
    {
        var sides = SidesOf(draft).ToList();
        foreach (var (token, side, clause) in sides)
        {
            // "Open on Monday, closed on Tuesday" says both: which is of what can't be told.
            if (sides.Exists(s => s.Side.Pair == side.Pair && s.Side.One != side.One)) continue;
            (int Score, bool Agrees, ClaimEvidence? By) best = (3, false, null);
            foreach (var source in cited.Sources)
            {
                var said = source.Text.In(draft.Language);
                foreach (var (theirToken, theirs, place) in SidesOf(said))
                {
                    if (theirs.Pair != side.Pair) continue;
                    var agrees = theirs.One == side.One;
                    var score = 2 * Closeness(said, place) + clause.SharedWith(place);
                    if (score > best.Score || (score == best.Score && agrees && best.By is not null)) best = (score, agrees, source.At(source.Text.Span(theirToken.Start, theirToken.End)));
                }
            }
            if (best.By is not null) yield return new(side.Kind, token.Start, token.End, best.Agrees ? best.By : null, best.Agrees ? null : best.By);
        }
    }

    /// <summary>How many words and facts of the draft's sentence stand in the clause, or in the rest of its sentence at half the weight.</summary>
    int Closeness(StatementText said, Clause place)
    {
        var facts = said.Facts.Count(f => f.Start >= place.Start && f.Start < place.End && draft.Facts.Any(d => f.Supports().Contains(d.Fact)));
        var wide = said.SentenceOf(place).SelectMany(c => c.Words).Select(w => w.Stem).Distinct().Count(about.Contains);
        return facts + wide / 2 + (place.Words.Any(w => !w.Plain && about.Contains(w.Stem)) ? 1 : 0);
    }

    /// <summary>Words that have an opposite, turned round where their clause denies them. "More than 20" loosens a number, "no longer" denies, and neither compares.</summary>
    static IEnumerable<(Token Token, Side Side, Clause Clause)> SidesOf(StatementText text)
    {
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            if (!StatementWords.Opposites.TryGetValue(text.At[i].ToString(), out var side) || text.ClauseAt(text.Tokens[i].Start) is not { } clause) continue;
            var loosens = text.At[i + 1] is "than" or "als" or "de" or "que" && text.At.KindOf(i + 2) == TokenKind.Number && text.At[i + 2].Length != 4;
            var onlyCounts = StatementWords.Over.Has(text.At[i]) || StatementWords.Under.Has(text.At[i]);
            var ranks = StatementWords.Articles.Has(text.At[i - 1]) && StatementWords.Most.Has(text.At[i]);
            var noLonger = side.Kind == ClaimKind.Comparison && StatementWords.Negators.Has(text.At[i - 1]);
            if (loosens || ranks || noLonger || (onlyCounts && clause.Negated)) continue;
            yield return (text.Tokens[i], side with { One = side.One ^ clause.Negated }, clause);
        }
    }

    IEnumerable<FoundStatement> Denials()
    {
        foreach (var clause in draft.Clauses)
        {
            if (HasSide(draft, clause)) continue;
            ClaimEvidence? against = null, support = null;
            foreach (var source in cited.Sources)
            {
                var said = source.Text.In(draft.Language);
                foreach (var theirs in said.Clauses)
                {
                    if (HasSide(said, theirs) || !IsSameMatter(clause, theirs)) continue;
                    if (clause.Negated == theirs.Negated || draft.Clauses.Any(c => c != clause && c.Negated == theirs.Negated && c.SharedWith(theirs) > 0)) support ??= source.At(source.Text.Span(theirs.Start, theirs.End));
                    else against ??= source.At(source.Text.Span(theirs.Start, theirs.End));
                }
            }
            if (support is null && against is not null) yield return new(ClaimKind.Negation, clause.Start, clause.End, null, against);
            else if (support is not null && clause.Negated) yield return new(ClaimKind.Negation, clause.Start, clause.End, support, null);
        }
    }

    static bool HasSide(StatementText text, Clause clause) => SidesOf(text).Any(s => s.Clause == clause);

    /// <summary>Most of what the draft's clause tells, and half of what the source's does; a single telling word must be all that both have.</summary>
    static bool IsSameMatter(Clause clause, Clause theirs)
    {
        var shared = clause.Words.Count(w => !w.Plain && theirs.Words.Any(t => t.Stem == w.Stem));
        var (ours, whole) = (clause.Words.Count(w => !w.Plain), theirs.Words.Count(w => !w.Plain));
        return shared > 1 ? shared * 10 >= ours * 7 && shared * 2 >= whole : shared == 1 && ours == 1 && whole == 1;
    }
}
