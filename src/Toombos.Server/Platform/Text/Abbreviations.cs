using System.Collections.Frozen;

namespace Toombos.Server.Platform.Text;

/// <summary>When a sentence may end at an abbreviation's full stop.</summary>
enum AbbreviationEnd { Never, UnlessNumber, BeforeStarter, BeforeCapital }

/// <summary>Abbreviations of the built-in languages, and the words around an ordinal number.</summary>
static class Abbreviations
{
    static readonly FrozenDictionary<string, AbbreviationEnd>.AlternateLookup<ReadOnlySpan<char>> Known = TextData.Lists("abbreviations.txt")
        .OrderBy(l => l.Key, StringComparer.Ordinal).SelectMany(l => l.Value).Select(Read)
        // A form that several languages share ends a sentence wherever one of them lets it.
        .GroupBy(a => a.Key, StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(g => g.Key, g => g.Max(a => a.Value), StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    static readonly FrozenDictionary<string, string[]> Ordinals = TextData.Lists("ordinals.txt");
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> AfterOrdinal = Lookup("after");
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BeforeOrdinal = Lookup("before");

    public static bool TryFind(ReadOnlySpan<char> word, out AbbreviationEnd end) => Known.TryGetValue(word, out end);

    public static bool FollowsOrdinal(ReadOnlySpan<char> word) => AfterOrdinal.Contains(word);

    public static bool PrecedesOrdinal(ReadOnlySpan<char> word) => BeforeOrdinal.Contains(word);

    static KeyValuePair<string, AbbreviationEnd> Read(string entry) => entry[^1] switch
    {
        '#' => new(entry[..^1], AbbreviationEnd.UnlessNumber),
        '?' => new(entry[..^1], AbbreviationEnd.BeforeStarter),
        '!' => new(entry[..^1], AbbreviationEnd.BeforeCapital),
        _ => new(entry, AbbreviationEnd.Never),
    };

    static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup(string list) =>
        Ordinals[list].ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
