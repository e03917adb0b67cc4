namespace Toombos.Server.Features.Writing.Composing.Shortening;

/// <summary>The words at which a sentence of one language can be made shorter, or that tie it to the one before.</summary>
/// <param name="Leading">Adverbials that may be left out before a comma at the beginning.</param>
/// <param name="Trailing">First words of a clause that may be left out behind a comma. Words that restrict what is said (unless, but, except) are not among them.</param>
/// <param name="Opening">Subordinators: a sentence that begins with one has its main clause behind the comma.</param>
/// <param name="Leaning">First words that point back to the sentence before.</param>
/// <param name="Pointing">Words that point back wherever they stand ("instead", "therefore").</param>
/// <param name="Restricting">Words that narrow or deny a statement: what holds one is never left out, else the rest would claim more than the source.</param>
sealed record ClauseWords(IReadOnlyList<string> Leading, IReadOnlyList<string> Trailing, IReadOnlyList<string> Opening, IReadOnlyList<string> Leaning, IReadOnlyList<string> Pointing, IReadOnlyList<string> Restricting)
{
    static readonly Dictionary<string, ClauseWords> ByLanguage = ComposingData.Read("clauses.json", ComposingJson.Default.DictionaryStringClauseWords);
    static readonly ClauseWords None = new([], [], [], [], [], []);

    public static ClauseWords Of(string language) => ByLanguage.GetValueOrDefault(language, None);

    /// <summary>Whether a sentence says little without the one before it.</summary>
    public bool PointsBack(string sentence)
    {
        return StartsWithAny(sentence, Leaning) > 0 || Holds(sentence, Pointing);
    }

    /// <summary>Whether a stretch of text narrows or denies what the rest of its sentence says.</summary>
    public bool Restricts(string text) => Holds(text, Restricting);

    static bool Holds(string text, IReadOnlyList<string> phrases)
    {
        foreach (var phrase in phrases)
            for (var at = text.IndexOf(phrase, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(phrase, at + 1, StringComparison.OrdinalIgnoreCase))
                if ((at == 0 || !char.IsLetter(text[at - 1]) || phrase[^1] > '\u3000') && StartsWithAny(text.AsSpan(at), [phrase]) > 0) return true;
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
