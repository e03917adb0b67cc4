using System.Globalization;

namespace Toombos.Connectors.Channels.Counting;

/// <summary>User-perceived characters by UAX #29, with a short cut for plain letters.</summary>
static class Graphemes
{
    /// <summary>UTF-16 length of the grapheme at a position.</summary>
    public static int LengthAt(ReadOnlySpan<char> text, int position)
    {
        // Nothing below U+0300 joins what stands before it, but for the line feed of a CR LF
        if (text[position] is < '\u0300' and not '\r' && (position + 1 == text.Length || text[position + 1] < '\u0300')) return 1;
        return StringInfo.GetNextTextElementLength(text[position..]);
    }

    public static int Count(ReadOnlySpan<char> text)
    {
        var (count, position) = (0, 0);
        for (; position < text.Length; count++) position += LengthAt(text, position);
        return count;
    }
}
