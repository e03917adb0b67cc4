using Toombos.Benchmarks;
using Toombos.Server.Tests.Architecture;

namespace Toombos.Server.Tests.Checks;

/// <summary>Planted errors are found as well as the guide says; computed from the labelled sentences in bench/claims each time.</summary>
public sealed class ClaimFiguresTests
{
    static readonly Lazy<IReadOnlyList<LabelledSentence>> Tuned = new(() => ClaimScores.Read(Path.Combine(Repository.Root, "bench/claims/tuned.tsv")));

    [Theory]
    [InlineData("number", 0.98)]
    [InlineData("date", 0.98)]
    [InlineData("money", 0.95)]
    [InlineData("name", 0.95)]
    public void Changed_numbers_dates_amounts_and_names_do_not_slip_through(string kind, double recall)
    {
        var score = ClaimScores.By(Tuned.Value.Where(s => s.Kind == kind), s => s.Kind).Single();
        Assert.True(score.Recall >= recall && score.Precision >= 0.95, $"{score}");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("es")]
    [InlineData("fr")]
    public void Errors_of_every_kind_are_found_in_each_language(string language)
    {
        var score = ClaimScores.By(Tuned.Value.Where(s => s.Language == language), s => s.Language).Single();
        Assert.True(score is { Recall: >= 0.95, Precision: >= 0.97 }, $"{score}");
    }

    [Fact]
    public void What_is_said_to_be_contradicted_is_contradicted()
    {
        var score = ClaimScores.Contradicted(Tuned.Value);
        Assert.True(score is { Precision: >= 0.98, Recall: >= 0.95 }, $"{score}");
    }

    [Fact]
    public void Half_of_the_sentences_are_faithful_and_a_hundred_are_kept_apart()
    {
        var heldOut = ClaimScores.Read(Path.Combine(Repository.Root, "bench/claims/held-out.tsv"));
        Assert.Equal(100, heldOut.Count);
        Assert.InRange(Tuned.Value.Count(s => s.IsPlanted) * 2 - Tuned.Value.Count, -20, 20);
        Assert.Empty(heldOut.Select(s => s.Source).Intersect(Tuned.Value.Select(s => s.Source)));
    }
}
