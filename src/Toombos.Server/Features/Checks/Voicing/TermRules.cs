using Toombos.Client.Voices;
using Toombos.Server.Features.Checks.Rules;

namespace Toombos.Server.Features.Checks.Voicing;

/// <summary>Words that a voice says, does not say, or spells its own way.</summary>
static class TermRules
{
    public static void Run(VoiceRules rules, VoiceText text, VoiceScores scores)
    {
        if (rules.BannedTerms.Count > 0) Banned(rules.BannedTerms, text, scores);
        if (rules.RequiredTerms.Any(t => !string.IsNullOrWhiteSpace(t))) Required(rules.RequiredTerms, text, scores);
        if (rules.Spelling is { } spelling) Spelling(spelling, text, scores);
        if (rules.Inclusive == true) Inclusive(text, scores);
    }

    static void Banned(IReadOnlyList<BannedTerm> terms, VoiceText text, VoiceScores scores)
    {
        var list = new TermList(terms.Select(t => (t.Term, t.Better)));
        var faults = (from sentence in text.All from found in list.In(sentence)
                      select sentence.Fault(found.Better is { } better ? $"Say “{better}” for “{found.Term}”." : $"The voice does not say “{found.Term}”.")).ToList();
        scores.AddPerSentence(VoiceRule.BannedTerms, "None of the words that the voice does not say.", count => $"{VoiceScores.Count(count, "sentence")} with a word that the voice does not say.", faults);
    }

    static void Required(IReadOnlyList<string> terms, VoiceText text, VoiceScores scores)
    {
        var all = terms.Select(t => t.Trim()).Where(t => t.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var set = new TermSet(all);
        var said = text.All.SelectMany(s => set.In(s.Placed.Folded)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var missing = all.Where(t => !said.Contains(t)).ToList();
        scores.Add(VoiceRule.RequiredTerms, 100.0 * (all.Count - missing.Count) / all.Count,
            missing.Count == 0 ? "Everything is said that has to be." : $"{VoiceScores.Count(missing.Count, "term")} of {all.Count} not said.", missing.Select(t => new VoiceFault($"Say “{t}” somewhere.")));
    }

    static void Spelling(EnglishSpelling spelling, VoiceText text, VoiceScores scores)
    {
        if (text.Language != "en") { scores.Skip(VoiceRule.Spelling); return; }
        var foreign = spelling == EnglishSpelling.British ? EnglishSpelling.American : EnglishSpelling.British;
        var faults = (from sentence in text.All from found in SpellingWords.In(sentence, foreign) select sentence.Fault($"Spell “{found.Written}” as “{found.Other}”.")).ToList();
        scores.AddPerSentence(VoiceRule.Spelling, $"Spelled as {NameOf(spelling)} English is.", count => $"{VoiceScores.Count(count, "sentence")} not in {NameOf(spelling)} spelling.", faults);
    }

    static void Inclusive(VoiceText text, VoiceScores scores)
    {
        if (!InclusiveWords.Knows(text.Language)) { scores.Skip(VoiceRule.Inclusive); return; }
        var faults = (from sentence in text.All from found in InclusiveWords.In(sentence, text.Language) select sentence.Fault($"Say “{found.Better}” for “{found.Term}”, so that nobody is left out.")).ToList();
        scores.AddPerSentence(VoiceRule.Inclusive, "No word that leaves people out.", count => $"{VoiceScores.Count(count, "sentence")} with a word that leaves people out.", faults);
    }

    public static string NameOf(EnglishSpelling spelling) => spelling == EnglishSpelling.British ? "British" : "American";
}
