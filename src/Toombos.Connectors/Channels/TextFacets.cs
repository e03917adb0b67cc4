using System.Globalization;
using System.Text;
using Toombos.Connectors.Channels.Counting;

namespace Toombos.Connectors.Channels;

/// <summary>What a stretch of text is.</summary>
public enum FacetKind { Link, Hashtag, Mention }

/// <summary>A link, hashtag or mention in a text.</summary>
/// <param name="ByteStart">Offset in UTF-8.</param>
/// <param name="ByteEnd">Offset in UTF-8, exclusive.</param>
/// <param name="Value">The address (https where the text names none), or the name without its sign.</param>
public sealed record TextFacet(FacetKind Kind, int ByteStart, int ByteEnd, string Value);

/// <summary>
/// Finds links, hashtags and mentions. Bluesky marks nothing up by itself: it wants these, at UTF-8 byte offsets.
/// </summary>
public static class TextFacets
{
    const int LongestHashtag = 64;

    /// <summary>In order of the text, never overlapping.</summary>
    public static IReadOnlyList<TextFacet> Of(string text)
    {
        var facets = new List<TextFacet>();
        var addresses = new AddressScanner(text, bare: true);
        var next = addresses.MoveNext() ? addresses.Start : -1;
        var (position, counted, bytes) = (0, 0, 0);
        while (position < text.Length)
        {
            if (position == next)
            {
                var address = text[addresses.Start..addresses.End];
                Add(FacetKind.Link, addresses.End, addresses.HasScheme ? address : "https://" + address);
                next = addresses.MoveNext() ? addresses.Start : -1;
            }
            else if (text[position] is '#' or '＃' && HashtagEnd(text, position) is > 0 and var tagEnd)
            {
                Add(FacetKind.Hashtag, tagEnd, text[(position + 1)..tagEnd]);
            }
            else if (text[position] == '@' && Mention.At(text, position) is { } mention)
            {
                Add(FacetKind.Mention, mention.End, text[(position + 1)..mention.End]);
            }
            else
            {
                position++;
            }
            while (next >= 0 && next < position) next = addresses.MoveNext() ? addresses.Start : -1;
        }
        return facets;

        void Add(FacetKind kind, int end, string value)
        {
            var start = bytes + Encoding.UTF8.GetByteCount(text.AsSpan(counted, position - counted));
            bytes = start + Encoding.UTF8.GetByteCount(text.AsSpan(position, end - position));
            facets.Add(new(kind, start, bytes, value));
            counted = position = end;
        }
    }

    // A sign, then letters, digits, marks and _, of which one at least is no digit; "#1" and the keycap "#️⃣" are none
    static int HashtagEnd(string text, int sign)
    {
        if (sign > 0 && (char.IsLetterOrDigit(text[sign - 1]) || text[sign - 1] is '&' or '/' or '#' or '_')) return 0;
        var (end, named) = (sign + 1, false);
        while (end < text.Length)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(end), out var rune, out var length) != System.Buffers.OperationStatus.Done) break;
            var category = Rune.GetUnicodeCategory(rune);
            var mark = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark && rune.Value != 0xFE0F;
            if (!Rune.IsLetterOrDigit(rune) && rune.Value != '_' && !(mark && end > sign + 1)) break;
            named |= Rune.IsLetter(rune);
            end += length;
        }
        return named && Graphemes.Count(text.AsSpan(sign + 1, end - sign - 1)) <= LongestHashtag ? end : 0;
    }
}
