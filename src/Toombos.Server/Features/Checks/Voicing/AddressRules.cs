using Toombos.Client.Voices;

namespace Toombos.Server.Features.Checks.Voicing;

/// <summary>Who speaks, to whom, and how formally.</summary>
static class AddressRules
{
    public static void Run(VoiceRules rules, VoiceText text, VoiceScores scores)
    {
        if (rules.Persons is { Count: > 0 } persons) Persons(persons, text, scores);
        if (rules.Contractions is { } allowed) Contractions(allowed, text, scores);
        if (rules.Address is { } form) Address(form, text, scores);
    }

    static void Persons(IReadOnlyList<VoicePerson> allowed, VoiceText text, VoiceScores scores)
    {
        if (!PersonWords.Knows(text.Language)) { scores.Skip(VoiceRule.Persons); return; }
        int personal = 0;
        var faults = new List<VoiceFault>();
        foreach (var sentence in text.Prose)
        {
            var found = PersonWords.In(sentence, text.Language, text.Brand);
            if (found.Count == 0) continue;
            personal++;
            if (found.Where(f => !allowed.Contains(f.Key)).Select(f => $"“{f.Value}” is {NameOf(f.Key)}").ToList() is { Count: > 0 } wrong)
                faults.Add(sentence.Fault($"{string.Join(", ", wrong)}; the voice uses {string.Join(", ", allowed.Distinct().Order().Select(NameOf))}."));
        }
        var message = faults.Count == 0 ? "All sentences keep to the persons of the voice." : $"{VoiceScores.Count(faults.Count, "sentence")} of {personal} with a person use{(faults.Count == 1 ? "s" : "")} one that the voice does not.";
        scores.Add(VoiceRule.Persons, personal == 0 ? 100 : 100.0 * (personal - faults.Count) / personal, message, faults);
    }

    static void Contractions(bool allowed, VoiceText text, VoiceScores scores)
    {
        if (text.Language != "en") { scores.Skip(VoiceRule.Contractions); return; }
        var faults = allowed ? [] : (from sentence in text.All from word in ContractionWords.In(sentence) select sentence.Fault($"Write “{word.Long}” for “{word.Written}”.")).ToList();
        scores.AddPerSentence(VoiceRule.Contractions, allowed ? "Contractions may be used." : "No contractions.", count => $"{VoiceScores.Count(count, "sentence")} with a contraction; the voice writes words in full.", faults);
    }

    static void Address(AddressForm form, VoiceText text, VoiceScores scores)
    {
        if (!PersonWords.TellsAddress(text.Language)) { scores.Skip(VoiceRule.Address); return; }
        var faults = new List<VoiceFault>();
        foreach (var sentence in text.All)
            if (PersonWords.AddressIn(sentence, text.Language).Where(f => f.Key != form).Select(f => f.Value).FirstOrDefault() is { } word)
                faults.Add(sentence.Fault($"“{word}” is {(form == AddressForm.Formal ? "familiar" : "formal")}."));
        scores.AddPerSentence(VoiceRule.Address, $"Readers are addressed in the {NameOf(form)} form.", count => $"{VoiceScores.Count(count, "sentence")} not in the {NameOf(form)} form of address.", faults);
    }

    public static string NameOf(AddressForm form) => form == AddressForm.Formal ? "formal" : "familiar";

    public static string NameOf(VoicePerson person) => person switch
    {
        VoicePerson.FirstSingular => "I",
        VoicePerson.FirstPlural => "we",
        VoicePerson.Second => "you",
        _ => "the house in the third person",
    };
}
