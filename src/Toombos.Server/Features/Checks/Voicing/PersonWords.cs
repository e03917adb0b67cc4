using System.Collections.Frozen;
using Toombos.Client.Voices;
using Toombos.Server.Features.Checks.Claims;

namespace Toombos.Server.Features.Checks.Voicing;

/// <summary>Who a sentence speaks as, or to, by its pronouns; and how it addresses its readers where the language tells.</summary>
static class PersonWords
{
    sealed record PersonData(
        Dictionary<string, string[]> FirstSingular, Dictionary<string, string[]> FirstPlural, Dictionary<string, string[]> Second, Dictionary<string, string[]> Third,
        Dictionary<string, string[]> Formal, Dictionary<string, string[]> Familiar);

    static readonly PersonData Data = CheckData.Read<PersonData>("persons");
    static readonly FrozenDictionary<string, FrozenSet<string>> FirstSingular = WordLists.Sets(Data.FirstSingular);
    static readonly FrozenDictionary<string, FrozenSet<string>> FirstPlural = WordLists.Sets(Data.FirstPlural);
    static readonly FrozenDictionary<string, FrozenSet<string>> Second = WordLists.Sets(Data.Second);
    static readonly FrozenDictionary<string, FrozenSet<string>> Formal = WordLists.Sets(Data.Formal);
    static readonly FrozenDictionary<string, FrozenSet<string>> Familiar = WordLists.Sets(Data.Familiar);

    /// <summary>Whether pronouns of the language are known.</summary>
    public static bool Knows(string language) => FirstPlural.ContainsKey(language);

    /// <summary>Whether the language has two ways to say you, and they can be told apart.</summary>
    public static bool TellsAddress(string language) => Formal.ContainsKey(language);

    /// <summary>The words by which persons show, each person once.</summary>
    public static IReadOnlyDictionary<VoicePerson, string> In(VoiceSentence sentence, string language, string brand)
    {
        var found = new Dictionary<VoicePerson, string>();
        var shouted = !sentence.Text.Any(char.IsLower);
        for (var i = 0; i < sentence.Words.Count; i++)
        {
            var word = sentence.Words[i];
            // US is a country, IT a trade; an i that stands small counts or points.
            if (word.Written.Length > 1 && !shouted && word.Written.All(char.IsUpper) || word.Written == "i" && language == "en") continue;
            if (Has(FirstSingular, language, word)) found.TryAdd(VoicePerson.FirstSingular, word.Written);
            if (Has(FirstPlural, language, word) || word.Folded == "let's") found.TryAdd(VoicePerson.FirstPlural, word.Written);
            if (Has(Second, language, word) || AddressOf(word, i, language) is not null) found.TryAdd(VoicePerson.Second, word.Written);
        }
        if (BeginsWith(sentence.Text, brand)) found.TryAdd(VoicePerson.Third, brand);
        else if (Data.Third.GetValueOrDefault(language)?.FirstOrDefault(t => Folding.ContainsWhole(sentence.Placed.Folded.Text, t)) is { } term) found.TryAdd(VoicePerson.Third, term);
        return found;
    }

    /// <summary>The first word of each form of address.</summary>
    public static IReadOnlyDictionary<AddressForm, string> AddressIn(VoiceSentence sentence, string language)
    {
        var found = new Dictionary<AddressForm, string>();
        for (var i = 0; i < sentence.Words.Count; i++)
            if (AddressOf(sentence.Words[i], i, language) is { } form) found.TryAdd(form, sentence.Words[i].Written);
        return found;
    }

    /// <summary>German says it by a capital (Sie, Ihnen), which says nothing at the head of a sentence.</summary>
    static AddressForm? AddressOf(VoiceWord word, int index, string language)
    {
        if (Formal.TryGetValue(language, out var formal) && (language == "de" ? index > 0 && formal.Contains(word.Written) : formal.Contains(word.Stem))) return AddressForm.Formal;
        return Familiar.TryGetValue(language, out var familiar) && familiar.Contains(word.Stem) ? AddressForm.Familiar : null;
    }

    static bool Has(FrozenDictionary<string, FrozenSet<string>> lists, string language, VoiceWord word) => lists.TryGetValue(language, out var list) && list.Contains(word.Stem);

    /// <summary>The house as the one that acts: “Tidewater builds …”, not “Tidewater's boats …”.</summary>
    static bool BeginsWith(string text, string brand) =>
        brand.Length > 0 && text.Length > brand.Length && text.StartsWith(brand, StringComparison.OrdinalIgnoreCase) && text[brand.Length] == ' ' && !text[(brand.Length + 1)..].StartsWith('–');
}
