using System.Globalization;

namespace Toombos.Benchmarks;

/// <summary>Prints how well the claim checks find planted errors, by kind of error and by language.</summary>
static class ClaimFigures
{
    /// <param name="folder">Where tuned.tsv and held-out.tsv are.</param>
    /// <param name="misses">Lists the sentences of the tuned part that were judged wrongly. Those of the other part stay unseen, or it would soon be tuned on too.</param>
    public static int Run(string folder, bool misses)
    {
        foreach (var part in new[] { "tuned", "held-out" })
        {
            var sentences = ClaimScores.Read(Path.Combine(folder, part + ".tsv"));
            Console.WriteLine($"\n| {part}: {sentences.Count} sentences from {sentences.DistinctBy(s => s.Source).Count()} sources | sentences | planted | precision | recall |\n|---|--:|--:|--:|--:|");
            foreach (var score in ClaimScores.By(sentences, s => s.Kind).Concat(ClaimScores.By(sentences, s => s.Language)).Concat(ClaimScores.By(sentences, _ => "all")).Append(ClaimScores.Contradicted(sentences)))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {score.Of} | {score.Sentences} | {score.Planted} | {score.Precision:0.00} | {score.Recall:0.00} |"));
            if (!misses || part != "tuned") continue;
            foreach (var wrong in sentences.Where(s => s.Judged != s.Verdict)) Console.WriteLine($"{wrong.Judged,-12} should be {wrong.Verdict,-12} {wrong.Kind}: {wrong.Text}  {string.Join(", ", wrong.Open.Select(c => $"{c.Text} ({c.Evidence?.Text})"))}");
        }
        return 0;
    }
}
