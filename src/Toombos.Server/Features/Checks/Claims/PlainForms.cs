using System.Globalization;
using System.Text;

namespace Toombos.Server.Features.Checks.Claims;

/// <summary>
/// Reads digits and letters in fancy dress (𝟗𝟗, ⑨, ⁹⁹, 𝐙𝐞𝐥𝐝𝐚) as what people read in them, so that no number or name hides in one.
/// A small digit behind a word or number stays what it is: m², 10⁹, a footnote.
/// </summary>
static class PlainForms
{
    public static string Of(string text) => Of(text, out _);

    /// <param name="places">For each character of the plain text, and its end, where it stood in the text; null where nothing moved.</param>
    public static string Of(string text, out int[]? places)
    {
        places = null;
        if (text.AsSpan().IndexOfAnyExceptInRange('\0', '\u00b1') < 0) return text;
        StringBuilder? plain = null;
        List<int> from = [];
        var dressed = false;
        for (var i = 0; i < text.Length;)
        {
            _ = Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            dressed = IsDressed(rune.Value, alone: dressed || i == 0 || char.IsWhiteSpace(text[i - 1]));
            if (dressed && plain is null)
            {
                plain = new(text, 0, i, text.Length);
                from.AddRange(Enumerable.Range(0, i));
            }
            if (dressed) plain!.Append(Undressed(rune));
            else plain?.Append(text, i, length);
            while (from.Count < plain?.Length) from.Add(dressed ? i : i + Math.Min(length - 1, from.Count - (plain.Length - length)));
            i += length;
        }
        if (plain is null) return text;
        places = [.. from, text.Length];
        return plain.ToString();
    }

    static bool IsDressed(int rune, bool alone) => rune switch
    {
        >= 0x1D400 and <= 0x1D7FF or >= 0x2460 and <= 0x249B or >= 0x24EA and <= 0x24FF or >= 0x2776 and <= 0x2793 => true,
        0xB2 or 0xB3 or 0xB9 or 0x2070 or >= 0x2074 and <= 0x2079 or >= 0x2080 and <= 0x2089 => alone,
        _ => false,
    };

    static string Undressed(Rune rune) => Rune.GetNumericValue(rune) is >= 0 and var value
        ? value.ToString(CultureInfo.InvariantCulture)
        : rune.ToString().Normalize(NormalizationForm.FormKC);
}
