using Toombos.Client.Voices;
using Toombos.Server.Features.Checks.Quality;

namespace Toombos.Server.Features.Checks.Voicing;

/// <summary>How long sentences are, and how hard to read.</summary>
static class SentenceRules
{
    const int Named = 3;

    public static void Run(VoiceRules rules, VoiceText text, VoiceScores scores)
    {
        if (rules.AverageSentence is { } average) Average(average, text, scores);
        if (rules.LongestSentence is { } longest) Longest(longest, text, scores);
        if (rules.Grade is { } grade) Grade(grade, text, scores);
    }

    /// <summary>Half as long again as allowed is the end of the scale.</summary>
    static void Average(int most, VoiceText text, VoiceScores scores)
    {
        var average = text.Figures.WordsPerSentence;
        IEnumerable<VoiceFault> faults = average <= most ? [] : LongerThan(most, text).OrderByDescending(s => s.Words.Count).Take(Named).OrderBy(s => s.Place.Part).ThenBy(s => s.Place.Sentence).Select(s => s.Fault($"This sentence has {VoiceScores.Count(s.Words.Count, "word")}."));
        scores.Add(VoiceRule.AverageSentence, 100 - Math.Max(0, average / most - 1) * 200, $"Sentences have {VoiceScores.Figure(average)} words on average; at most {most}.", faults);
    }

    static void Longest(int most, VoiceText text, VoiceScores scores)
    {
        var longer = LongerThan(most, text).ToList();
        var longest = text.Prose.Select(s => s.Words.Count).DefaultIfEmpty().Max();
        scores.Add(VoiceRule.LongestSentence, text.Prose.Count == 0 ? 100 : 100.0 * (text.Prose.Count - longer.Count) / text.Prose.Count,
            $"The longest sentence has {VoiceScores.Count(longest, "word")}; at most {most}.", longer.Select(s => s.Fault($"This sentence has {VoiceScores.Count(s.Words.Count, "word")}: split it.")));
    }

    /// <summary>Each grade above costs a fifth.</summary>
    static void Grade(double most, VoiceText text, VoiceScores scores)
    {
        var grade = Math.Max(0, ReadabilityFormulas.Of(text.Figures).FleschKincaid);
        var hardest = grade <= most ? [] : text.Figures.Sentences.OrderByDescending(s => s.Hardness).Take(Named).Select(s => s.Sentence.Place).ToHashSet();
        scores.Add(VoiceRule.Grade, 100 - Math.Max(0, grade - most) * 20, $"It reads at school grade {VoiceScores.Figure(grade)}; at most {VoiceScores.Figure(most)}.",
            text.Prose.Where(s => hardest.Contains(s.Place)).Select(s => s.Fault("Among the hardest sentences: use shorter words, or split it.")));
    }

    static IEnumerable<VoiceSentence> LongerThan(int most, VoiceText text) => text.Prose.Where(s => s.Words.Count > most);
}
