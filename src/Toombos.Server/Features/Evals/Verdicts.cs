using Toombos.Client.Evals;

namespace Toombos.Server.Features.Evals;

/// <summary>
/// Says whether the candidate is better or worse than how things are. What it does to a claim, a limit or to there being a text counts in every single case; quality
/// and voice count on average, beyond a margin. What it costs and takes is told, and decides nothing.
/// </summary>
static class Verdicts
{
    /// <summary>Cases that are named in a sentence.</summary>
    const int Named = 3;

    public static EvalComparison Compare(Guid id, string name, string channel, bool unchanged, EvalScore? baseline, EvalScore? candidate)
    {
        var (verdict, sentence) = unchanged ? (EvalVerdict.Same, "The candidate changes nothing of what is asked here.")
            : baseline is null || candidate is null ? ((EvalVerdict?)null, baseline is { Written: false } ? $"No model wrote it. {baseline.Problem}" : "")
            : Judge(baseline, candidate);
        return new() { CaseId = id, Name = name, Channel = channel, Verdict = verdict, Sentence = sentence, Unchanged = unchanged, Baseline = baseline, Candidate = candidate };
    }

    static (EvalVerdict?, string) Judge(EvalScore baseline, EvalScore candidate)
    {
        var changes = Measuring.All.Select(m => (Measuring: m, Change: m.Compare(baseline, candidate))).Where(c => c.Measuring.Decides && c.Change is not (null or EvalVerdict.Same)).ToList();
        var verdict = VerdictOf(changes.Select(c => c.Change));
        if (changes.Count == 0) return (verdict, baseline.Written ? "The same, within the margins." : $"Neither side has a text. {candidate.Problem}");
        return (verdict, $"{EvalWords.Of(verdict)}: {string.Join("; ", changes.OrderByDescending(c => c.Change).Select(c => EvalWords.Change(c.Measuring, baseline, candidate)))}.");
    }

    /// <summary>Over what both sides have measured, where two are compared; else over what there is.</summary>
    public static IReadOnlyList<EvalMeasure> MeasuresOf(IReadOnlyList<EvalComparison> cases, bool compared)
    {
        var pairs = cases.Where(c => c.Baseline is not null && (!compared || c.Candidate is not null)).Select(c => (c.Baseline!, c.Candidate)).ToList();
        return pairs.Count == 0 ? [] : [.. Measuring.All.Select(m => m.Over(pairs))];
    }

    public static (EvalVerdict? Verdict, string Sentence) Of(IReadOnlyList<EvalComparison> cases, IReadOnlyList<EvalMeasure> measures, bool compared)
    {
        if (measures.Count == 0) return (null, "Nothing is measured yet.");
        if (!compared) return (null, EvalWords.Baseline(cases, measures));
        var both = cases.Where(c => c is { Baseline: not null, Candidate: not null }).ToList();
        if (both.TrueForAll(c => c.Unchanged)) return (EvalVerdict.Same, "The candidate changes nothing of what is asked in any case.");
        var worse = both.FindAll(c => c.Verdict == EvalVerdict.Worse);
        var changes = measures.Where(m => Measuring.Of(m.Kind).Decides && m.Verdict is not (null or EvalVerdict.Same)).ToList();
        var verdict = worse.Exists(c => Measuring.All.Any(m => m.CountsInEachCase && m.Compare(c.Baseline!, c.Candidate!) == EvalVerdict.Worse)) ? EvalVerdict.Worse : VerdictOf(changes.Select(m => m.Verdict));
        var what = changes.Count == 0 ? "" : $": {string.Join("; ", changes.OrderByDescending(m => m.Verdict).Select(EvalWords.Change))}";
        var which = worse.Count == 0 ? "No case became worse."
            : $"{worse.Count} of {both.Count} cases became worse: {string.Join(", ", worse.Take(Named).Select(c => c.Name))}{(worse.Count > Named ? " and others" : "")}.";
        return (verdict, $"{EvalWords.Of(verdict)}{what}. {which}");
    }

    static EvalVerdict VerdictOf(IEnumerable<EvalVerdict?> changes)
    {
        var all = changes.ToList();
        return all.Contains(EvalVerdict.Worse) ? EvalVerdict.Worse : all.Contains(EvalVerdict.Better) ? EvalVerdict.Better : EvalVerdict.Same;
    }
}
