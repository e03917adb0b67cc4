namespace Toombos.Server.Features.Checks.Claims;

/// <summary>The evidence that one sentence cites, and which of its blocks support a fact, a name or a quotation.</summary>
sealed class CitedEvidence(IReadOnlyList<CitedBlock> sources)
{
    public IReadOnlyList<string> Supporting(Fact fact) => [.. sources.Where(s => Has(s, fact)).Select(s => s.Id)];

    static bool Has(CitedBlock source, Fact fact)
    {
        if (Either(source, fact)) return true;
        var value = (int)(fact.Value % 100_000_000);
        return fact.Kind switch
        {
            FactKind.Day => Either(source, new(FactKind.YearlessDay, value % 10_000)) && Either(source, new(FactKind.Number, value / 10_000)),
            FactKind.MonthOfYear => Either(source, new(FactKind.YearlessMonth, value % 100)) && Either(source, new(FactKind.Number, value / 100)),
            _ => false,
        };
    }

    static bool Either(CitedBlock source, Fact fact) => source.Text.Has(fact) || source.Header.Has(fact);

    /// <summary>Blocks that hold the folded text word for word.</summary>
    public IReadOnlyList<string> Holding(string folded) =>
        [.. sources.Where(s => Folding.ContainsWhole(s.Text.Folded, folded) || Folding.ContainsWhole(s.Header.Folded, folded)).Select(s => s.Id)];

    /// <summary>Whether the folded word stands in the evidence, alone or inside a compound.</summary>
    public IReadOnlyList<string> HoldingWithin(string folded) =>
        [.. sources.Where(s => s.Text.Folded.Contains(folded, StringComparison.Ordinal) || s.Header.Folded.Contains(folded, StringComparison.Ordinal)).Select(s => s.Id)];

    /// <summary>
    /// Blocks that support a name: its words stand there in one run, or in runs that do not tear longer names apart
    /// ("Anna Lund" is not supported by "Anna Berg and Erik Lund"). Empty when a word is missing.
    /// </summary>
    /// <param name="start">First word to look for: the words before it stand in the claim, but need no support.</param>
    public IReadOnlyList<string> SupportingName(IReadOnlyList<string> name, bool loose, int start = 0)
    {
        var supporting = new List<string>();
        for (var from = start; from < name.Count;)
        {
            if (from > start && char.IsDigit(name[from][0])) return [];
            var best = 0;
            string? by = null;
            foreach (var source in sources)
            {
                var run = Math.Max(source.Text.LongestRun(name, from, loose), source.Header.LongestRun(name, from, loose));
                if (run > best) (best, by) = (run, source.Id);
            }
            if (by is null) return [];
            if (!supporting.Contains(by)) supporting.Add(by);
            from += best;
        }
        return supporting;
    }
}
