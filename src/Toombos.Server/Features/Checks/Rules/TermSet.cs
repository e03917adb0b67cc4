using System.Collections.Frozen;
using Toombos.Server.Features.Checks.Claims;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Checks.Rules;

/// <summary>
/// Words and phrases to look for, whole and in their simple inflections (cure, cures, cured; not curing, which is what ovens do).
/// </summary>
sealed class TermSet
{
    static readonly string[] Endings = ["s", "es", "d", "ed", "n", "en", "e", "er"];

    readonly FrozenDictionary<string, string> words;
    readonly (string Folded, string Term)[] phrases;

    public TermSet(IEnumerable<string> terms)
    {
        var folded = terms.Select(t => (Folded: Folding.Fold(t.Trim()), Term: t.Trim())).Where(t => t.Folded.Length > 0).DistinctBy(t => t.Folded).ToList();
        words = folded.Where(t => IsWord(t.Folded)).ToFrozenDictionary(t => t.Folded, t => t.Term, StringComparer.Ordinal);
        phrases = [.. folded.Where(t => !IsWord(t.Folded))];
    }

    /// <summary>The terms that stand in a text, in the order of the list; each once.</summary>
    public IReadOnlyList<string> In(FoldedText text)
    {
        List<string>? found = null;
        if (words.Count > 0)
            foreach (var word in text.Words)
                if (Match(word) is { } term && found?.Contains(term) is not true) (found ??= []).Add(term);
        foreach (var (folded, term) in phrases)
            if (text.Text.Contains(folded, StringComparison.Ordinal) && Folding.ContainsWhole(text.Text, folded)) (found ??= []).Add(term);
        return found ?? (IReadOnlyList<string>)[];
    }

    /// <summary>Scripts without spaces have no words that could be looked up whole.</summary>
    static bool IsWord(string term) => term.All(c => char.IsLetter(c) && !Script.IsSpaceless(c));

    string? Match(string word)
    {
        if (words.TryGetValue(word, out var term)) return term;
        foreach (var ending in Endings)
            if (word.Length > ending.Length + 2 && word.EndsWith(ending, StringComparison.Ordinal)
                && words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word.AsSpan(0, word.Length - ending.Length), out term)) return term;
        return null;
    }
}

/// <summary>A text folded once for all term sets that look into it.</summary>
sealed class FoldedText(string text)
{
    public string Text { get; } = Folding.Fold(text);

    public IReadOnlyList<string> Words { get => field ??= [.. Tokenizer.Read(text).Where(t => t.Kind is TokenKind.Word or TokenKind.Tag).Select(t => Folding.FoldWord(t, text).TrimStart('#'))]; }
}
