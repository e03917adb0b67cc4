using System.Globalization;
using Toombos.Client.Checks;
using Toombos.Client.Evals;

namespace Toombos.Server.Features.Evals;

/// <summary>What was measured, in words.</summary>
static class EvalWords
{
    /// <summary>Claims that are quoted in a sentence.</summary>
    const int Quoted = 3;

    public static string Of(EvalVerdict verdict) => verdict switch { EvalVerdict.Better => "Better", EvalVerdict.Worse => "Worse", _ => "The same, within the margins" };

    /// <summary>What is tried.</summary>
    public static string Of(EvalCandidate? candidate) =>
        string.Join(", ", new[] { candidate?.Model is { } model ? $"the model {model.Name}" : null, candidate?.Prompt is { } prompt ? $"the prompt {prompt.Name}" : null, candidate?.Voice is { } voice ? $"the voice {voice}" : null }.OfType<string>()) is { Length: > 0 } tried ? tried : "the golden set";

    public static string Change(EvalMeasure measure) => $"{Of(measure.Kind)} {Figure(measure.Kind, measure.Baseline!.Value)} → {Figure(measure.Kind, measure.Candidate!.Value)}";

    /// <summary>What changed in one case, with the claims that came to be.</summary>
    public static string Change(Measuring measuring, EvalScore baseline, EvalScore candidate) => measuring.Kind switch
    {
        EvalMeasureKind.Written => candidate.Written ? "there is a text now" : $"no model wrote it ({candidate.Problem?.TrimEnd('.')})",
        EvalMeasureKind.WithinLimits => candidate.WithinLimits ? "within its limits" : "longer than it may be",
        var kind => $"{Of(kind)} {Figure(kind, measuring.Value(baseline)!.Value)} → {Figure(kind, measuring.Value(candidate)!.Value)}{Claims(kind, candidate)}",
    };

    /// <summary>What was measured where nothing was compared.</summary>
    public static string Baseline(IReadOnlyList<EvalComparison> cases, IReadOnlyList<EvalMeasure> measures)
    {
        double? Of(EvalMeasureKind kind) => measures.First(m => m.Kind == kind).Baseline;
        return string.Create(CultureInfo.InvariantCulture, $"{Of(EvalMeasureKind.Written):0} of {cases.Count} written")
            + (Of(EvalMeasureKind.Quality) is { } quality ? string.Create(CultureInfo.InvariantCulture, $", quality {quality:0.#} on average, {Of(EvalMeasureKind.Contradicted):0} contradicted and {Of(EvalMeasureKind.Unsupported):0} unsupported claims.") : ".");
    }

    static string Claims(EvalMeasureKind kind, EvalScore candidate)
    {
        if (kind is not (EvalMeasureKind.Contradicted or EvalMeasureKind.Unsupported)) return "";
        var verdict = kind == EvalMeasureKind.Contradicted ? ClaimVerdict.Contradicted : ClaimVerdict.Unsupported;
        var claims = candidate.Open.Where(c => c.Verdict == verdict).Select(c => c.Source is { } source ? $"“{c.Text}”, where the source says “{source}”" : $"“{c.Text}”").Distinct().Take(Quoted).ToList();
        return claims.Count == 0 ? "" : $" ({string.Join("; ", claims)})";
    }

    static string Of(EvalMeasureKind kind) => kind switch
    {
        EvalMeasureKind.Written => "texts written",
        EvalMeasureKind.Contradicted => "contradicted claims",
        EvalMeasureKind.Unsupported => "unsupported claims",
        EvalMeasureKind.WithinLimits => "texts within limits",
        EvalMeasureKind.Quality => "quality",
        EvalMeasureKind.Voice => "voice",
        EvalMeasureKind.Cost => "dollars a text",
        _ => "seconds a text",
    };

    static string Figure(EvalMeasureKind kind, double value) => value.ToString(kind == EvalMeasureKind.Cost ? "0.######" : "0.#", CultureInfo.InvariantCulture);
}
