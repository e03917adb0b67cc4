using System.Globalization;
using System.Text;
using Toombos.Connectors.Channels.Counting;

namespace Toombos.Connectors.Channels;

/// <summary>Counts a text as a network does. Any string has a count, half surrogate pairs included.</summary>
public static class TextCounter
{
    public static int Count(string text, CountingRule rule) => rule switch
    {
        CountingRule.Characters => CodePoints(text),
        CountingRule.Utf16 => text.Length,
        CountingRule.Graphemes => Graphemes.Count(text),
        CountingRule.Bytes => Encoding.UTF8.GetByteCount(text),
        CountingRule.XWeighted => NetworkCounts.Weighted(text),
        CountingRule.EmojiBytes => NetworkCounts.EmojiBytes(text),
        CountingRule.MastodonCharacters => NetworkCounts.Mastodon(text),
        CountingRule.Words => Words(text),
        CountingRule.Count => Pieces(text),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, null),
    };

    /// <summary>
    /// UTF-16 length of a prefix that fits all limits of one sort, as long as halving finds it, never inside a
    /// user-perceived character. For bounding only: it may cut a word or an address.
    /// </summary>
    public static int FitLength(string text, ChannelKind kind, string of)
    {
        if (kind.Fits(of, text)) return text.Length;
        var starts = StringInfo.ParseCombiningCharacters(text);
        var (fits, fails) = (0, starts.Length);
        while (fails - fits > 1)
        {
            var middle = (fits + fails) / 2;
            if (kind.Fits(of, text[..starts[middle]])) fits = middle;
            else fails = middle;
        }
        return starts[fits];
    }

    static int CodePoints(string text)
    {
        var pairs = 0;
        for (var i = 1; i < text.Length; i++)
            if (char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1])) pairs++;
        return text.Length - pairs;
    }

    static int Words(string text)
    {
        var (count, inside) = (0, false);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsWordOfItsOwn(rune.Value)) (count, inside) = (count + 1, false);
            else if (Rune.IsWhiteSpace(rune)) inside = false;
            else if (!inside && Rune.IsLetterOrDigit(rune)) (count, inside) = (count + 1, true);
        }
        return count;
    }

    // Chinese characters and kana are written without spaces
    static bool IsWordOfItsOwn(int point) =>
        point is >= 0x3040 and <= 0x30FF or >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x323AF;

    static int Pieces(string text)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i++)
            if (!char.IsWhiteSpace(text[i]) && (i == 0 || char.IsWhiteSpace(text[i - 1]))) count++;
        return count;
    }
}
