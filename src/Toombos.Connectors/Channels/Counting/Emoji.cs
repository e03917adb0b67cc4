using System.Collections;
using System.Globalization;
using System.Text;

namespace Toombos.Connectors.Channels.Counting;

/// <summary>
/// Finds emoji as networks do: a picture with its skin tone and variation, up to four of them joined (a family is
/// one emoji), a flag, a keycap. ©, ® and ™ are emoji only where the text says so.
/// </summary>
static class Emoji
{
    const char TextStyle = '\uFE0E', PictureStyle = '\uFE0F', Joiner = '\u200D', Keycap = '\u20E3';
    const int MostJoined = 4;

    static readonly BitArray Pictures = ReadPictures();

    /// <summary>UTF-16 length of the emoji that starts at <paramref name="start"/>; 0 when none does.</summary>
    public static int LengthAt(ReadOnlySpan<char> text, int start)
    {
        var rest = text[start..];
        var first = rest[0];
        if (first < 0x80) return first is (>= '0' and <= '9') or '#' or '*' ? KeycapLength(rest) : 0;
        if (first is '©' or '®' or '™') return rest.Length > 1 && rest[1] == PictureStyle ? 2 : 0;

        if (RegionalAt(rest) > 0) return 2 + RegionalAt(rest[2..]);
        var length = PictureAt(rest);
        if (length == 0) return 0;
        for (var joined = 1; joined < MostJoined && length < rest.Length && rest[length] == Joiner; joined++)
        {
            var next = PictureAt(rest[(length + 1)..]);
            if (next == 0) break;
            length += 1 + next;
        }
        return length;
    }

    static int KeycapLength(ReadOnlySpan<char> rest)
    {
        var mark = rest.Length > 1 && rest[1] == PictureStyle ? 2 : 1;
        return rest.Length > mark && rest[mark] == Keycap ? mark + 1 : 0;
    }

    static int RegionalAt(ReadOnlySpan<char> rest) =>
        rest.Length > 1 && rest[0] == '\uD83C' && rest[1] is >= '\uDDE6' and <= '\uDDFF' ? 2 : 0;

    static int PictureAt(ReadOnlySpan<char> rest)
    {
        if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done) return 0;
        if (IsTone(rest)) return length;
        if (rune.Value >= Pictures.Length || !Pictures[rune.Value]) return 0;
        if (length < rest.Length && rest[length] == TextStyle) return 0;
        if (length < rest.Length && rest[length] == PictureStyle) return length + 1;
        if (IsTone(rest[length..])) return length + 2;
        return length + TagsLength(rest[length..]);
    }

    static bool IsTone(ReadOnlySpan<char> rest) => rest.Length > 1 && rest[0] == '\uD83C' && rest[1] is >= '\uDFFB' and <= '\uDFFF';

    // Flags of regions such as Scotland: invisible tag letters up to a cancel tag
    static int TagsLength(ReadOnlySpan<char> rest)
    {
        for (var i = 0; i + 1 < rest.Length && rest[i] == '\uDB40' && i < 32; i += 2)
        {
            if (rest[i + 1] == '\uDC7F') return i > 0 ? i + 2 : 0;
            if (rest[i + 1] is < '\uDC20' or > '\uDC7E') return 0;
        }
        return 0;
    }

    static BitArray ReadPictures()
    {
        var pictures = new BitArray(0x20000);
        foreach (var line in EmbeddedLines.Read("emoji"))
        {
            var dash = line.IndexOf('-', StringComparison.Ordinal);
            var from = int.Parse(dash < 0 ? line : line[..dash], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var to = dash < 0 ? from : int.Parse(line[(dash + 1)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            for (var point = from; point <= to; point++) pictures[point] = true;
        }
        return pictures;
    }
}
