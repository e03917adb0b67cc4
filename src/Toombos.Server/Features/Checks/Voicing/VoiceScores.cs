using System.Globalization;
using Toombos.Client.Voices;

namespace Toombos.Server.Features.Checks.Voicing;

/// <summary>Gathers what each rule of a voice scores.</summary>
sealed class VoiceScores
{
    /// <summary>A report quotes no more sentences than this for one rule.</summary>
    const int MostFaults = 10;
    const double PerSentence = 20;

    readonly List<VoiceRuleScore> scores = [];
    readonly List<VoiceRule> notMeasured = [];

    public void Add(VoiceRule rule, double score, string message, IEnumerable<VoiceFault> faults) =>
        scores.Add(new(rule, double.IsFinite(score) ? Math.Round(Math.Clamp(score, 0, 100), 1) : 0, message, [.. faults.Take(MostFaults)]));

    /// <summary>Each sentence at fault costs a fifth.</summary>
    public void AddPerSentence(VoiceRule rule, string kept, Func<int, string> broken, IReadOnlyList<VoiceFault> faults)
    {
        var sentences = faults.DistinctBy(f => f.At).Count();
        Add(rule, 100 - PerSentence * sentences, sentences == 0 ? kept : broken(sentences), faults);
    }

    /// <summary>The language has no such thing, or none that is known here.</summary>
    public void Skip(VoiceRule rule) => notMeasured.Add(rule);

    public VoiceReport Report(string? slug, string? name) => new()
    {
        Voice = slug, Name = name, Total = scores.Count == 0 ? 100 : Math.Round(scores.Average(s => s.Score), 1),
        Rules = [.. scores.OrderBy(s => s.Rule)], NotMeasured = [.. notMeasured.Order()],
    };

    public static string Figure(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    public static string Count(int count, string one, string? many = null) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");
}
