using Toombos.Client.Checks;

namespace Toombos.Server.Features.Checks.Claims;

/// <summary>The evidence that one sentence cites, and the words of it that support a fact, a name or a quotation.</summary>
sealed class CitedEvidence(IReadOnlyList<CitedBlock> sources)
{
    public IReadOnlyList<CitedBlock> Sources => sources;

    public CitedEvidence Shorter(int words) => new([.. sources.Where(s => s.Text.Words.Count <= words)]);

    public IReadOnlyList<ClaimEvidence> Supporting(FoundFact claim) => [.. sources.Select(s => Find(s, claim)).OfType<ClaimEvidence>()];

    static ClaimEvidence? Find(CitedBlock source, FoundFact claim)
    {
        var fact = claim.Fact;
        if (Either(source, fact) is { } same) return same;
        var value = (int)(fact.Value % 100_000_000);
        return fact.Kind switch
        {
            FactKind.Day => Either(source, new(FactKind.Number, value / 10_000)) is null ? null : Either(source, new(FactKind.YearlessDay, value % 10_000)),
            FactKind.MonthOfYear => Either(source, new(FactKind.Number, value / 100)) is null ? null : Either(source, new(FactKind.YearlessMonth, value % 100)),
            FactKind.Number when fact.Text == "times" => Either(source, fact with { Text = "" }),
            FactKind.Number or FactKind.Money when claim.Rounding != Rounding.None => source.Text.FindNear(claim) is { } near ? source.InText(near) : source.Header.FindNear(claim) is { } over ? source.Over(over) : null,
            _ => null,
        };
    }

    static ClaimEvidence? Either(CitedBlock source, Fact fact) =>
        source.Text.Find(fact) is { } inText ? source.InText(inText) : source.Header.Find(fact) is { } over ? source.Over(over) : null;

    /// <summary>Blocks that hold the folded text word for word.</summary>
    /// <param name="words">The folded words of the text, to say where they stand.</param>
    public IReadOnlyList<ClaimEvidence> Holding(string folded, IReadOnlyList<string> words)
    {
        var holding = new List<ClaimEvidence>();
        foreach (var source in sources)
        {
            if (Folding.ContainsWhole(source.Text.Folded, folded) && !source.Text.Denies(words)) holding.Add(source.At(source.Text.SpanOf(words)));
            else if (Folding.ContainsWhole(source.Header.Folded, folded)) holding.Add(source.Over(source.Header.SpanOf(words).Text));
        }
        return holding;
    }

    /// <summary>Whether the folded word stands in the evidence, alone or inside a compound.</summary>
    public IReadOnlyList<ClaimEvidence> HoldingWithin(string folded) =>
        [.. sources.Where(s => s.Text.Folded.Contains(folded, StringComparison.Ordinal) || s.Header.Folded.Contains(folded, StringComparison.Ordinal)).Select(s => s.Within(folded))];

    /// <summary>German: "Sabine Horns Zeitplan" and "nimmt Sabine Horn Anmeldungen an" name Sabine Horn; behind her stands an ordinary noun.</summary>
    public IReadOnlyList<ClaimEvidence> SupportingBeforeNoun(IReadOnlyList<string> name)
    {
        for (var i = 1; i < name.Count - 1; i++)
            if (name[i].EndsWith('s') || Lexicon.EndsLikeGermanNoun(name[i + 1])) return SupportingName([.. name.Take(i + 1)], loose: true);
        return [];
    }

    /// <summary>
    /// Words that support a name: they stand there in one run, or in runs that do not tear longer names apart
    /// ("Anna Lund" is not supported by "Anna Berg and Erik Lund"). Empty when a word is missing.
    /// </summary>
    /// <param name="start">First word to look for: the words before it stand in the claim, but need no support.</param>
    public IReadOnlyList<ClaimEvidence> SupportingName(IReadOnlyList<string> name, bool loose, int start = 0)
    {
        var supporting = new List<ClaimEvidence>();
        for (var from = start; from < name.Count;)
        {
            if (from > start && char.IsDigit(name[from][0])) return [];
            var best = 0;
            ClaimEvidence? by = null;
            foreach (var source in sources)
            {
                var (text, header) = (source.Text.LongestRun(name, from, loose), source.Header.LongestRun(name, from, loose));
                if (Math.Max(text.Length, header.Length) <= best) continue;
                (best, by) = text.Length >= header.Length ? (text.Length, source.At(source.Text.Span(text))) : (header.Length, source.Over(source.Header.Span(header).Text));
            }
            if (by is null) return [];
            if (!supporting.Exists(s => s.Block == by.Block)) supporting.Add(by);
            from += best;
        }
        return supporting;
    }
}
