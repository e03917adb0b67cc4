namespace Toombos.Server.Features.Writing.Composing.Shortening;

/// <summary>The words at which a sentence of one language can be made shorter, or that tie it to the one before.</summary>
/// <param name="Leading">Adverbials that may be left out before a comma at the beginning.</param>
/// <param name="Trailing">First words of a clause that may be left out behind a comma. Words that restrict what is said (unless, but, except) are not among them.</param>
/// <param name="Opening">Subordinators: a sentence that begins with one has its main clause behind the comma.</param>
/// <param name="Leaning">First words that point back to the sentence before.</param>
/// <param name="Pointing">Words that point back wherever they stand ("instead", "therefore").</param>
sealed record ClauseWords(IReadOnlyList<string> Leading, IReadOnlyList<string> Trailing, IReadOnlyList<string> Opening, IReadOnlyList<string> Leaning, IReadOnlyList<string> Pointing)
{
    static readonly Dictionary<string, ClauseWords> ByLanguage = ComposingData.Read("clauses.json", ComposingJson.Default.DictionaryStringClauseWords);
    static readonly ClauseWords None = new([], [], [], [], []);

    public static ClauseWords Of(string language) => ByLanguage.GetValueOrDefault(language, None);

    /// <summary>Whether a sentence says little without the one before it.</summary>
    public bool PointsBack(string sentence)
    {
        if (StartsWithAny(sentence, Leaning) > 0) return true;
        foreach (var word in Pointing)
            for (var at = sentence.IndexOf(word, StringComparison.OrdinalIgnoreCase); at > 0; at = sentence.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
                if (!char.IsLetter(sentence[at - 1]) && StartsWithAny(sentence.AsSpan(at), [word]) > 0) return true;
        return false;
    }

    /// <summary>Length of the phrase that the text begins with, longest first; 0 when it begins with none. A phrase ends where a word does.</summary>
    public static int StartsWithAny(ReadOnlySpan<char> text, IReadOnlyList<string> phrases)
    {
        var longest = 0;
        foreach (var phrase in phrases)
            if (phrase.Length > longest && text.StartsWith(phrase, StringComparison.OrdinalIgnoreCase)
                && (text.Length == phrase.Length || !char.IsLetterOrDigit(text[phrase.Length]) || phrase[^1] > '\u3000')) longest = phrase.Length;
        return longest;
    }
}
