using System.Collections.Frozen;

namespace Toombos.Server.Platform.Text;

/// <summary>Words that carry grammar rather than content, so that ranking and language guessing can tell them apart.</summary>
public static class StopWords
{
    static readonly FrozenDictionary<string, FrozenSet<string>> ByLanguage = TextData.Lists("stop-words.txt")
        .ToFrozenDictionary(l => l.Key, l => l.Value.ToFrozenSet(StringComparer.OrdinalIgnoreCase), StringComparer.Ordinal);

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Any = ByLanguage.Values.SelectMany(w => w)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Languages with a list, in alphabetical order.</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. ByLanguage.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether the word is a stop word of the language; of any language when it is null or has no list.</summary>
    public static bool Contains(ReadOnlySpan<char> word, string? language = null) =>
        (language is not null && ByLanguage.TryGetValue(language, out var words)
            ? words.GetAlternateLookup<ReadOnlySpan<char>>() : Any).Contains(word);
}
