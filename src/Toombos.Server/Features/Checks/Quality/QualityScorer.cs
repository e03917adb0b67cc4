using Toombos.Client.Checks;
using Toombos.Server.Features.Checks.Rules;

namespace Toombos.Server.Features.Checks.Quality;

/// <summary>
/// The quality score: six dimensions that start at 100 and lose points for reasons that can be named, weighted by channel.
/// Because each point lost has its advice, the suggestions are the reasons of the score and nothing else.
/// </summary>
static class QualityScorer
{
    sealed record LevelData(string Name, double From);
    sealed record ScoreData(Dictionary<string, double> Weights, Dictionary<string, Dictionary<string, double>> Overrides, LevelData[] Levels);

    static readonly ScoreData Data = CheckData.Read<ScoreData>("quality");

    public static QualityScore Score(DraftView draft, IReadOnlyList<Finding> findings, IReadOnlyList<Claim> claims)
    {
        var text = new TextFigures(draft);
        var readability = ReadabilityFormulas.Of(text);
        (string Name, IReadOnlyList<Loss> Losses)[] dimensions =
        [
            ("readability", [.. LanguageDimensions.Readability(text, readability)]),
            ("engagement", [.. ReaderDimensions.Engagement(draft, text, claims)]),
            ("seo", [.. ReaderDimensions.Search(draft)]),
            ("brand", [.. HouseDimensions.Brand(draft, findings, claims)]),
            ("structure", [.. HouseDimensions.Structure(draft)]),
            ("clarity", [.. LanguageDimensions.Clarity(draft, text)]),
        ];
        var weights = WeightsOf(CheckLimits.NameOf(draft.Family));
        var scored = dimensions.Select(d => new QualityDimension(d.Name, Math.Round(weights[d.Name], 4), Math.Round(Math.Clamp(100 - d.Losses.Sum(l => l.Points), 0, 100), 1))).ToList();
        var total = Math.Round(Math.Clamp(scored.Sum(d => weights[d.Name] * d.Score), 0, 100), 1);
        var suggestions = scored.Index().Where(d => d.Item.Score < 70).OrderBy(d => d.Item.Score).Take(3)
            .Select(d => Suggest(d.Item.Name, dimensions[d.Index].Losses));
        return new(total, Data.Levels.First(l => total >= l.From).Name, scored, [.. suggestions], readability);
    }

    static Suggestion Suggest(string dimension, IReadOnlyList<Loss> losses)
    {
        var loss = losses.MaxBy(l => l.Points)!;
        return new(dimension, loss.Advice, loss.At, loss.Sentence);
    }

    /// <summary>The channel's overrides replace weights; all are then brought back to a sum of 1.</summary>
    public static IReadOnlyDictionary<string, double> WeightsOf(string family)
    {
        var weights = new Dictionary<string, double>(Data.Weights);
        foreach (var (name, weight) in Data.Overrides.GetValueOrDefault(family) ?? []) weights[name] = weight;
        var sum = weights.Values.Sum();
        return weights.ToDictionary(w => w.Key, w => w.Value / sum);
    }
}
