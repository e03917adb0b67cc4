using System.Globalization;
using System.Text;

namespace Toombos.Connectors.Channels.Counting;

/// <summary>The counting rules that networks invented for themselves.</summary>
static class NetworkCounts
{
    const int AddressLength = 23;

    /// <summary>X: NFC, an address is 23, an emoji 2, letters of Latin, Greek, Cyrillic, Arabic, … 1, all else 2.</summary>
    public static int Weighted(string text)
    {
        text = Composed(text);
        var addresses = new AddressScanner(text, bare: true);
        var next = addresses.MoveNext() ? addresses.Start : -1;
        var (count, position) = (0, 0);
        while (position < text.Length)
        {
            if (position == next)
            {
                count += AddressLength;
                position = addresses.End;
                next = addresses.MoveNext() ? addresses.Start : -1;
            }
            else if (Emoji.LengthAt(text, position) is > 0 and var emoji)
            {
                count += 2;
                position += emoji;
            }
            else
            {
                count += IsLight(text[position]) ? 1 : 2;
                position += RuneLength(text, position);
            }
        }
        return count;
    }

    /// <summary>Threads: code points, an emoji as its UTF-8 bytes.</summary>
    public static int EmojiBytes(string text)
    {
        var (count, position) = (0, 0);
        while (position < text.Length)
        {
            if (Emoji.LengthAt(text, position) is > 0 and var emoji)
            {
                count += Encoding.UTF8.GetByteCount(text.AsSpan(position, emoji));
                position += emoji;
            }
            else
            {
                count++;
                position += RuneLength(text, position);
            }
        }
        return count;
    }

    /// <summary>Mastodon: graphemes, an address with http(s) is 23, of @name@server only @name counts.</summary>
    public static int Mastodon(string text)
    {
        var addresses = new AddressScanner(text, bare: false);
        var next = addresses.MoveNext() ? addresses.Start : -1;
        var (count, position) = (0, 0);
        while (position < text.Length)
        {
            if (position == next)
            {
                count += AddressLength;
                position = addresses.End;
                next = addresses.MoveNext() ? addresses.Start : -1;
            }
            else if (text[position] == '@' && Mention.At(text, position) is { } mention)
            {
                count += mention.NameEnd - position;
                position = mention.End;
            }
            else
            {
                count++;
                position += Graphemes.LengthAt(text, position);
            }
        }
        return count;
    }

    // Ranges of twitter-text v3
    static bool IsLight(char c) => c <= 4351 || c is >= (char)8192 and <= (char)8205 or >= (char)8208 and <= (char)8223 or >= (char)8242 and <= (char)8247;

    static int RuneLength(string text, int position) =>
        char.IsHighSurrogate(text[position]) && position + 1 < text.Length && char.IsLowSurrogate(text[position + 1]) ? 2 : 1;

    // Everything below U+0300 is composed already. Half characters can't be normalised and become the replacement mark.
    static string Composed(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u02FF')) return text;
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(NormalizationForm.FormC);
        }
    }
}
