using System.Globalization;
using Toombos.Client.Voices;
using Toombos.Server.Features.Checks.Quality;
using Toombos.Server.Features.Checks.Rules;
using Toombos.Server.Features.Checks.Voicing;

namespace Toombos.Server.Features.Voices;

/// <summary>Measures texts and proposes the rules that all of them keep, with some room. The same texts give the same rules.</summary>
sealed class VoiceLearning
{
    /// <summary>A trait is the house's way where it makes up so much of what was seen.</summary>
    const double Mostly = .9;

    /// <summary>Averages of other texts may be so much above the measured one.</summary>
    const double Room = 1.15;
    const int FewSentences = 10;
    const int ManySentences = 40;

    readonly IReadOnlyList<VoiceText> texts;
    readonly string language;
    readonly List<VoiceSentence> prose;
    readonly List<VoiceSentence> all;
    readonly List<VoiceMeasurement> measurements = [];

    VoiceLearning(IReadOnlyList<VoiceText> texts, string language) =>
        (this.texts, this.language, prose, all) = (texts, language, [.. texts.SelectMany(t => t.Prose)], [.. texts.SelectMany(t => t.All)]);

    public static VoiceProposal Propose(IReadOnlyList<VoiceText> texts, string language) => new VoiceLearning(texts, language).Propose();

    VoiceProposal Propose()
    {
        if (prose.Count == 0) return new() { Language = language, Texts = 0, Sentences = 0, Words = 0, Rules = new(), Measurements = [] };
        var figures = new TextFigures([.. prose.Select(s => s.Placed)], language);
        var average = Average(figures);
        var rules = new VoiceRules
        {
            AverageSentence = average, LongestSentence = Longest(average), Grade = Grade(figures), Persons = Persons(), Contractions = Contractions(), Address = Address(),
            Emoji = Marks(VoiceRule.Emoji, Emoji.Count, "emoji", "emoji"), Exclamations = Marks(VoiceRule.Exclamations, MarkRules.Cries, "exclamation mark", "exclamation marks"),
            Spelling = Spelling(), Headings = Headings(), Inclusive = Inclusive(),
        };
        return new() { Language = language, Texts = texts.Count, Sentences = prose.Count, Words = figures.Words, Rules = rules, Measurements = [.. measurements.OrderBy(m => m.Rule)] };
    }

    void Note(VoiceRule rule, string measured, string? proposed, int count) =>
        measurements.Add(new(rule, measured, proposed, count, count < FewSentences ? Confidence.Low : count < ManySentences ? Confidence.Fair : Confidence.High));

    int Average(TextFigures figures)
    {
        var most = Math.Clamp((int)Math.Ceiling(figures.WordsPerSentence * Room), 3, 60);
        Note(VoiceRule.AverageSentence, $"Sentences have {Figure(figures.WordsPerSentence)} words on average.", $"At most {most} words on average", prose.Count);
        return most;
    }

    /// <summary>What nineteen sentences of twenty keep to.</summary>
    int Longest(int average)
    {
        var lengths = prose.Select(s => s.Words.Count).Order().ToList();
        var most = Math.Clamp(Math.Max(lengths[(int)Math.Ceiling(.95 * lengths.Count) - 1], average), 3, 120);
        Note(VoiceRule.LongestSentence, $"The longest sentence has {VoiceScores.Count(lengths[^1], "word")}; 95 % have {lengths[(int)Math.Ceiling(.95 * lengths.Count) - 1]} or fewer.", $"At most {most} words in a sentence", prose.Count);
        return most;
    }

    double Grade(TextFigures figures)
    {
        var grade = Math.Max(0, ReadabilityFormulas.Of(figures).FleschKincaid);
        var most = Math.Clamp(Math.Ceiling(grade + .5), 0, 25);
        Note(VoiceRule.Grade, $"They read at school grade {Figure(grade)}.", $"At most grade {Figure(most)}", prose.Count);
        return most;
    }

    List<VoicePerson>? Persons()
    {
        if (!PersonWords.Knows(language)) return null;
        var counts = new Dictionary<VoicePerson, int>();
        var personal = 0;
        foreach (var text in texts)
            foreach (var found in text.Prose.Select(s => PersonWords.In(s, language, text.Brand)).Where(f => f.Count > 0))
            {
                personal++;
                foreach (var person in found.Keys) counts[person] = counts.GetValueOrDefault(person) + 1;
            }
        // One slip in twenty sentences is no habit.
        var used = counts.Where(c => c.Value > .05 * personal).Select(c => c.Key).Order().ToList();
        var measured = personal == 0 ? "No sentence has a person." : $"Of {VoiceScores.Count(personal, "sentence")} with a person: {string.Join(", ", counts.OrderBy(c => c.Key).Select(c => $"{AddressRules.NameOf(c.Key)} in {c.Value}"))}.";
        Note(VoiceRule.Persons, measured, used.Count == 0 ? null : $"Only {string.Join(", ", used.Select(AddressRules.NameOf))}", personal);
        return used.Count == 0 ? null : used;
    }

    bool? Contractions()
    {
        if (language != "en") return null;
        var (contracted, full) = (all.Count(s => ContractionWords.In(s).Any()), all.Count(ContractionWords.IsInFull));
        bool? allowed = contracted >= 2 ? true : contracted == 0 && full >= 3 ? false : null;
        Note(VoiceRule.Contractions, $"{VoiceScores.Count(contracted, "sentence")} with a contraction, {full} where one could be and is not.", allowed switch { true => "Contractions may be used", false => "No contractions", _ => null }, contracted + full);
        return allowed;
    }

    AddressForm? Address()
    {
        if (!PersonWords.TellsAddress(language)) return null;
        var found = all.SelectMany(s => PersonWords.AddressIn(s, language).Keys).ToList();
        var formal = found.Count(f => f == AddressForm.Formal);
        AddressForm? form = Most(formal, found.Count - formal) switch { true => AddressForm.Formal, false => AddressForm.Familiar, _ => null };
        Note(VoiceRule.Address, $"Formal address in {VoiceScores.Count(formal, "sentence")}, familiar in {found.Count - formal}.", form is { } f ? $"The {AddressRules.NameOf(f)} form of address" : null, found.Count);
        return form;
    }

    int Marks(VoiceRule rule, Func<string, int> count, string one, string many)
    {
        var most = Math.Min(100, texts.Max(t => MarkRules.Most(t, count)));
        Note(rule, $"{VoiceScores.Count(texts.Sum(t => t.Said.Sum(s => count(s.Text))), one, many)} in {VoiceScores.Count(texts.Count, "text")}, at most {most} in one.", most == 0 ? $"No {many}" : $"At most {VoiceScores.Count(most, one, many)} in a text", prose.Count);
        return most;
    }

    EnglishSpelling? Spelling()
    {
        if (language != "en") return null;
        var (british, american) = (all.Sum(s => SpellingWords.In(s, EnglishSpelling.British).Count()), all.Sum(s => SpellingWords.In(s, EnglishSpelling.American).Count()));
        EnglishSpelling? spelling = Most(british, american) switch { true => EnglishSpelling.British, false => EnglishSpelling.American, _ => null };
        Note(VoiceRule.Spelling, $"{VoiceScores.Count(british, "word")} spelled as in British English, {american} as in American.", spelling is { } s ? $"{TermRules.NameOf(s)} spelling" : null, british + american);
        return spelling;
    }

    HeadingCase? Headings()
    {
        if (language != "en") return null;
        var cases = texts.SelectMany(t => t.Headings.Select(h => HeadingCapitals.CaseOf(HeadingCapitals.Of(h, t.Names)))).OfType<HeadingCase>().ToList();
        var title = cases.Count(c => c == HeadingCase.Title);
        HeadingCase? wanted = Most(title, cases.Count - title) switch { true => HeadingCase.Title, false => HeadingCase.Sentence, _ => null };
        Note(VoiceRule.Headings, cases.Count == 0 ? "No heading whose case shows." : $"{VoiceScores.Count(title, "heading")} in title case, {cases.Count - title} in sentence case.", wanted is { } w ? $"Headings in {MarkRules.NameOf(w)}" : null, cases.Count);
        return wanted;
    }

    bool? Inclusive()
    {
        if (!InclusiveWords.Knows(language)) return null;
        var found = all.Count(s => InclusiveWords.In(s, language).Any());
        Note(VoiceRule.Inclusive, $"{VoiceScores.Count(found, "sentence")} with a word that leaves people out.", found == 0 ? "No word that leaves people out" : null, all.Count);
        return found == 0 ? true : null;
    }

    /// <summary>Which of two is the house's way: the first, the second, or neither because too little was seen or both are.</summary>
    static bool? Most(int first, int second) => first + second < 2 ? null : first >= Mostly * (first + second) ? true : second >= Mostly * (first + second) ? false : null;

    static string Figure(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
