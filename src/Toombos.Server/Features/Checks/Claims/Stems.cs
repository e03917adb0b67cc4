namespace Toombos.Server.Features.Checks.Claims;

/// <summary>
/// Brings the forms of a word together, in any of the languages: its lower case without the letters that endings are made of.
/// Coarse on purpose: it only ever decides what two sentences are about, never what they say of it.
/// </summary>
static class Stems
{
    const string Endings = "aeionstdréà";
    const int Shortest = 3, Longest = 6;

    public static string Of(ReadOnlySpan<char> word)
    {
        if (word.IndexOfAny('\'', '’') is > 2 and var apostrophe) word = word[..apostrophe];
        Span<char> lower = stackalloc char[Math.Min(word.Length, 64)];
        word[..lower.Length].ToLowerInvariant(lower);
        var length = lower.Length;
        while (length > Shortest && Endings.Contains(lower[length - 1])) length--;
        return new(lower[..Math.Min(length, Longest)]);
    }
}
