namespace Toombos.Server.Features.Writing.Composing.Stories;

/// <summary>
/// A number for a word, the same for most of its forms: a hash of its first six letters in lower case. Crude beside a real
/// stemmer, but alike in every language and free of allocation.
/// </summary>
static class Stem
{
    const int Letters = 6;

    public static uint Of(ReadOnlySpan<char> word)
    {
        // A plural of a short word ("hulls") should meet its singular.
        if (word.Length is 4 or 5 or 6 && word[^1] is 's') word = word[..^1];
        var hash = 2166136261u;
        for (var i = 0; i < word.Length && (i < Letters || char.IsDigit(word[i])); i++) hash = (hash ^ char.ToLowerInvariant(word[i])) * 16777619u;
        return hash;
    }
}
