using System.Collections.Concurrent;

namespace Toombos.Server.Features.Writing.Composing.Voicing;

/// <summary>Our own wording in one language, by tone (or by register, where a language has only those) and slot.</summary>
sealed class PhraseBook
{
    const string Fallback = "en";

    static readonly ConcurrentDictionary<string, PhraseBook> Books = new(StringComparer.Ordinal);

    readonly Dictionary<string, Dictionary<Slot, string[]>> phrases = new(StringComparer.Ordinal);

    PhraseBook(string language)
    {
        foreach (var (tone, slots) in ComposingData.Read($"Phrases.{language}.json", ComposingJson.Default.DictionaryStringDictionaryStringStringArray))
            phrases[tone] = slots.ToDictionary(s => Enum.Parse<Slot>(s.Key.Replace("_", "", StringComparison.Ordinal), ignoreCase: true), s => s.Value);
    }

    /// <summary>The book of a language; English where there is none.</summary>
    public static PhraseBook Of(string language) =>
        Books.GetOrAdd(ComposingData.Exists($"Phrases.{language}.json") ? language : Fallback, l => new(l));

    public string[]? Find(Tone tone, Slot slot) =>
        Find(tone.Name, slot) ?? Find(tone.Register, slot);

    string[]? Find(string name, Slot slot) => phrases.TryGetValue(name, out var slots) ? slots.GetValueOrDefault(slot) : null;
}
