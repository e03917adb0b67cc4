using System.Text;

namespace Toombos.Server.Features.Rendering;

/// <summary>
/// Takes out of a text what no page should carry: control characters, halves of surrogate pairs, code points that XML forbids, and
/// the marks that override the direction of writing and so can make a text read as something else than it is.
/// </summary>
static class Printable
{
    public static string Of(string text)
    {
        var i = 0;
        while (i < text.Length && IsPlain(text[i])) i++;
        return i == text.Length ? text : Cleaned(text, i);
    }

    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : Of(text);

    static bool IsPlain(char c) => c >= ' ' && c is not (>= '\u007f' and <= '\u009f') and not ('\u202d' or '\u202e') and not (>= '\ud800' and <= '\udfff') and < '\ufffe';

    static string Cleaned(string text, int from)
    {
        var cleaned = new StringBuilder(text, 0, from, text.Length);
        foreach (var rune in text.AsSpan(from).EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || rune.Value > 0xffff || IsPlain((char)rune.Value)) cleaned.Append(rune);
        }
        return cleaned.ToString();
    }
}
