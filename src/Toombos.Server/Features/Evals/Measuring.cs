using Toombos.Client.Evals;

namespace Toombos.Server.Features.Evals;

/// <summary>How one thing is measured: of a text, over all texts, and by how much it has to differ to count.</summary>
sealed record Measuring(EvalMeasureKind Kind, Func<EvalScore, double?> Value)
{
    /// <summary>More of it is better.</summary>
    public bool MoreIsBetter { get; init; }

    /// <summary>Over all texts it is the mean, not the sum.</summary>
    public bool Mean { get; init; }

    /// <summary>What does not count: of one text, and over all.</summary>
    public double Margin { get; init; }
    public double MarginOverAll { get; init; }

    /// <summary>The margins are shares of the value.</summary>
    public bool IsShare { get; init; }

    /// <summary>Whether it has a say in the verdict.</summary>
    public bool Decides { get; init; } = true;

    /// <summary>One case that became worse by it makes the whole worse, whatever became of the others.</summary>
    public bool CountsInEachCase { get; init; }

    public static IReadOnlyList<Measuring> All { get; } =
    [
        new(EvalMeasureKind.Written, s => s.Written ? 1 : 0) { MoreIsBetter = true, CountsInEachCase = true },
        new(EvalMeasureKind.Contradicted, s => s.Written ? s.Contradicted : null) { CountsInEachCase = true },
        new(EvalMeasureKind.Unsupported, s => s.Written ? s.Unsupported : null) { CountsInEachCase = true },
        new(EvalMeasureKind.WithinLimits, s => s.Written ? s.WithinLimits ? 1 : 0 : null) { MoreIsBetter = true, CountsInEachCase = true },
        new(EvalMeasureKind.Quality, s => s.Written ? s.Quality : null) { MoreIsBetter = true, Mean = true, Margin = 3, MarginOverAll = 1 },
        new(EvalMeasureKind.Voice, s => s.Written ? s.Voice : null) { MoreIsBetter = true, Mean = true, Margin = 5, MarginOverAll = 1 },
        new(EvalMeasureKind.Cost, s => s.Written && !s.Known ? (double)s.Cost : null) { Mean = true, Margin = .1, MarginOverAll = .1, IsShare = true, Decides = false },
        new(EvalMeasureKind.Seconds, s => s.Written && !s.Known ? s.Milliseconds / 1000.0 : null) { Mean = true, Margin = .2, MarginOverAll = .2, IsShare = true, Decides = false },
    ];

    public static Measuring Of(EvalMeasureKind kind) => All.First(m => m.Kind == kind);

    /// <summary>Null where one side has nothing to measure.</summary>
    public EvalVerdict? Compare(EvalScore baseline, EvalScore candidate) => Compare(Value(baseline), Value(candidate), Margin);

    /// <summary>Over the texts that both sides have, so that neither is measured by what the other was spared; over the baseline's alone where there is no candidate.</summary>
    public EvalMeasure Over(IReadOnlyList<(EvalScore Baseline, EvalScore? Candidate)> pairs)
    {
        var measured = pairs.Select(p => (Baseline: Value(p.Baseline), Candidate: p.Candidate is null ? null : Value(p.Candidate), Alone: p.Candidate is null)).Where(p => p.Baseline is not null && (p.Alone || p.Candidate is not null)).ToList();
        if (measured.Count == 0) return new(Kind, null, null, null);
        var (baseline, candidate) = (Whole(measured.Select(p => p.Baseline!.Value)), measured[0].Alone ? (double?)null : Whole(measured.Select(p => p.Candidate!.Value)));
        return new(Kind, baseline, candidate, Compare(baseline, candidate, MarginOverAll));
    }

    double Whole(IEnumerable<double> values) => Math.Round(Mean ? values.Average() : values.Sum(), Kind == EvalMeasureKind.Cost ? 6 : 2);

    EvalVerdict? Compare(double? baseline, double? candidate, double margin)
    {
        if (baseline is not { } was || candidate is not { } became) return null;
        var gain = MoreIsBetter ? became - was : was - became;
        var least = IsShare ? margin * was : margin;
        return gain == 0 || Math.Abs(gain) < least ? EvalVerdict.Same : gain > 0 ? EvalVerdict.Better : EvalVerdict.Worse;
    }
}
