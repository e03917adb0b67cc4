using Toombos.Client.Evals;
using Toombos.Server.Features.Evals;

namespace Toombos.Server.Tests.Evals;

/// <summary>No case that became worse hides behind the others.</summary>
public sealed class VerdictTests
{
    static readonly EvalScore Good = new() { Written = true, Prompt = "draft@1", Quality = 70, WithinLimits = true };

    [Fact]
    public void One_new_contradiction_makes_the_whole_worse_however_much_better_the_others_became()
    {
        var (verdict, sentence) = Judge((Good, Good with { Quality = 95 }), (Good with { Contradicted = 2 }, Good with { Quality = 95 }), (Good, Good with { Contradicted = 1 }));
        Assert.Equal(EvalVerdict.Worse, verdict);
        Assert.Contains("1 of 3 cases became worse: Case 3.", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Poorer_words_in_one_case_are_named_but_the_middle_decides()
    {
        var (verdict, sentence) = Judge((Good, Good with { Quality = 90 }), (Good, Good with { Quality = 60 }));
        Assert.Equal((EvalVerdict.Better, "Better: quality 70 → 75. 1 of 2 cases became worse: Case 2."), (verdict, sentence));
    }

    [Fact]
    public void What_differs_by_less_than_the_margin_is_the_same()
    {
        var (verdict, sentence) = Judge((Good, Good with { Quality = 70.9 }));
        Assert.Equal((EvalVerdict.Same, "The same, within the margins. No case became worse."), (verdict, sentence));
    }

    [Fact]
    public void A_case_that_is_no_longer_written_is_worse_and_spoils_no_other_measure()
    {
        var cases = Cases((Good, Good), (Good with { Contradicted = 3 }, new() { Written = false, Problem = "The provider refused.", Prompt = "draft@1" }));
        var measures = Verdicts.MeasuresOf(cases, true);
        Assert.Equal(EvalVerdict.Worse, Verdicts.Of(cases, measures, true).Verdict);
        Assert.Equal("Worse: no model wrote it (The provider refused).", cases[1].Sentence);
        Assert.Equal((0, 0), measures.Single(m => m.Kind == EvalMeasureKind.Contradicted) is var m ? ((int)m.Baseline!, (int)m.Candidate!) : default);
    }

    [Fact]
    public void Cost_and_time_are_told_and_decide_nothing()
    {
        var cases = Cases((Good with { Cost = 0.01m, Milliseconds = 1000 }, Good with { Cost = 0.02m, Milliseconds = 1100 }));
        var measures = Verdicts.MeasuresOf(cases, true);
        Assert.Equal((EvalVerdict.Worse, EvalVerdict.Same), (Of(EvalMeasureKind.Cost), Of(EvalMeasureKind.Seconds)));
        Assert.Equal(EvalVerdict.Same, Verdicts.Of(cases, measures, true).Verdict);

        EvalVerdict? Of(EvalMeasureKind kind) => measures.Single(m => m.Kind == kind).Verdict;
    }

    [Fact]
    public void Who_is_not_measured_yet_is_compared_with_nobody()
    {
        var cases = Cases((Good, null));
        Assert.Equal((null, "Nothing is measured yet."), Verdicts.Of(cases, Verdicts.MeasuresOf(cases, true), true));
    }

    static (EvalVerdict? Verdict, string Sentence) Judge(params (EvalScore, EvalScore?)[] scores)
    {
        var cases = Cases(scores);
        return Verdicts.Of(cases, Verdicts.MeasuresOf(cases, true), true);
    }

    static IReadOnlyList<EvalComparison> Cases(params (EvalScore Baseline, EvalScore? Candidate)[] scores) =>
        [.. scores.Select((s, i) => Verdicts.Compare(Guid.CreateVersion7(), $"Case {i + 1}", "email", false, s.Baseline, s.Candidate))];
}
