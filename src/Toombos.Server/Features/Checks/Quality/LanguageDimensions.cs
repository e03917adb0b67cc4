using System.Globalization;
using Toombos.Client.Checks;
using Toombos.Server.Features.Checks.Rules;

namespace Toombos.Server.Features.Checks.Quality;

/// <summary>Readability and clarity: how the sentences themselves are built.</summary>
static class LanguageDimensions
{
    /// <summary>An ease of 65 (plain English) or more loses nothing; below 100 words the formulas are noisy and count less.</summary>
    const double PlainEase = 65;

    public static IEnumerable<Loss> Readability(TextFigures text, Readability figures)
    {
        if (text.Words == 0) { yield return new(100, "Write a body."); yield break; }
        var trust = .4 + .6 * Math.Min(1, text.Words / 100.0);
        var hardest = text.Hardest?.Sentence;
        if (figures.FleschEase < PlainEase)
            yield return new((PlainEase - figures.FleschEase) * 1.1 * trust, "Use shorter words and sentences here: it is the hardest sentence of the text.", hardest);
        if (figures.PassiveShare > .25)
            yield return new((figures.PassiveShare - .25) * 40 * trust, "Say who does it: the passive makes this sentence slow.", text.Sentences.FirstOrDefault(s => s.Passive)?.Sentence);
        if (figures.GunningFog > 14) yield return new(Math.Min(20, (figures.GunningFog - 14) * 3) * trust, "Replace a long word of this sentence by a short one.", hardest);
    }

    public static IEnumerable<Loss> Clarity(DraftView draft, TextFigures text)
    {
        if (text.Words == 0) { yield return new(100, "Write a body."); yield break; }
        if (text.WordsPerSentence > 20)
            yield return new(Math.Min(30, (text.WordsPerSentence - 20) * 3), $"Sentences average {text.WordsPerSentence.ToString("0", CultureInfo.InvariantCulture)} words: split this one.", text.Longest?.Sentence);
        foreach (var sentence in text.Sentences.Where(s => s.Words > 30).Take(4))
            yield return new(8 + Math.Min(12, (sentence.Words - 30) / 2.0), $"Split this sentence: it has {sentence.Words.ToString(CultureInfo.InvariantCulture)} words.", sentence.Sentence);
        if (text.Share(text.Complex) is > .2 and var share)
            yield return new(Math.Min(20, (share - .2) * 100), "Use a plainer word for the longest one of this sentence.", text.Sentences.MaxBy(s => s.Complex)?.Sentence);
        foreach (var part in text.Sentences.GroupBy(s => s.Sentence.Place.Part).Where(p => p.Sum(s => s.Words) > 120).Take(3))
            yield return new(8, "Break this paragraph in two.", part.First().Sentence);
        foreach (var sentence in draft.Body)
            if (Wording.Fillers.In(sentence.Folded) is [var filler, ..])
                yield return new(3, $"Leave out “{filler}”: it says nothing.", sentence);
    }
}
