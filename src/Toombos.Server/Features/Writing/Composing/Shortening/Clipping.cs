using System.Globalization;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Writing.Composing.Shortening;

/// <summary>The last resort for a line that no whole clause can be left out of: it ends at a word, with "…".</summary>
static class Clipping
{
    /// <summary>No line is longer than this.</summary>
    const int LongestLine = 4000;

    /// <summary>The longest beginning of the text that fits with its "…", or null when not even one word does.</summary>
    public static string? Clip(string text, Func<string, bool> fits)
    {
        if (text.Length > LongestLine) text = text[..LongestLine];
        var ends = new List<int>();
        var words = new WordScanner(text);
        while (words.MoveNext()) ends.Add(words.Start + words.Length);
        if (Longest(ends, text, fits, atWords: true) is { } line) return line;
        // One endless word: between user-perceived characters.
        return Longest([.. StringInfo.ParseCombiningCharacters(text).Skip(1)], text, fits, atWords: false);
    }

    static string? Longest(List<int> ends, string text, Func<string, bool> fits, bool atWords)
    {
        int low = 0, high = ends.Count;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (fits(Upto(text, ends[middle - 1]))) low = middle;
            else high = middle - 1;
        }
        // Not between a number and its unit, nor behind a word that only leads on to the next.
        while (atWords && low > 1 && (char.IsDigit(text[ends[low - 2]..ends[low - 1]].AsSpan().Trim() is { Length: > 0 } last ? last[0] : ' ') || LeadsOn(text, ends[low - 2], ends[low - 1]))) low--;
        return low == 0 ? null : Upto(text, ends[low - 1]);
    }

    static bool LeadsOn(string text, int from, int to) => StopWords.Contains(text.AsSpan(from, to - from).Trim());

    static string Upto(string text, int end) => string.Concat(text.AsSpan(0, end), "…");
}
