using System.Globalization;
using System.Text;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>
/// Makes a text what a reader sees: white space collapsed, NFC, and no character that is invisible or turns
/// the direction of reading, because such characters carry text that nobody reviewed.
/// </summary>
static class PlainText
{
    const char Joiner = '\u200D', NonJoiner = '\u200C';

    /// <param name="keepLines">True for code, where line breaks and indents matter.</param>
    public static string Clean(ReadOnlySpan<char> text, bool keepLines = false)
    {
        var clean = new StringBuilder(text.Length);
        var space = false;
        for (var i = 0; i < text.Length;)
        {
            _ = Rune.DecodeFromUtf16(text[i..], out var rune, out var length);
            var next = i + length;
            if (keepLines && rune.Value is '\n' or '\t') clean.Append((char)rune.Value);
            else if (Rune.IsWhiteSpace(rune))
            {
                if (keepLines && rune.Value != '\r') clean.Append(' ');
                space = !keepLines;
            }
            else if (IsShown(rune, clean, text[next..]))
            {
                if (space && clean.Length > 0) clean.Append(' ');
                space = false;
                clean.Append(rune.ToString());
            }
            i = next;
        }
        var result = clean.ToString();
        return Ascii.IsValid(result) ? result : Composed(result);
    }

    /// <summary>Normalisation sorts runs of combining marks; a run of thousands is no language and would take quadratic time.</summary>
    static string Composed(string text)
    {
        var run = 0;
        foreach (var c in text)
        {
            run = CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark ? run + 1 : 0;
            if (run > 64) return text;
        }
        return text.Normalize(NormalizationForm.FormC);
    }

    static bool IsShown(Rune rune, StringBuilder before, ReadOnlySpan<char> after)
    {
        var value = rune.Value;
        if (value < 0x7F) return value >= 0x20;
        if (value is Joiner or NonJoiner) return before.Length > 0 && Joins(Last(before), after, value);
        if (value is >= 0xFE00 and <= 0xFE0F) return before.Length > 0 && before[^1] is not (>= '\uFE00' and <= '\uFE0F') && !char.IsWhiteSpace(before[^1]);
        if (value is >= 0xE0000 and <= 0xE007F) return EndsFlagTag(before);
        if ((value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF) return false; // not characters, and normalisation refuses them
        if (value is 0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or >= 0xE0080 and <= 0xE0FFF) return false;
        return Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control) || IsVisibleFormat(value);
    }

    /// <summary>Arabic number signs and the like are of category Format, yet are drawn.</summary>
    static bool IsVisibleFormat(int value) => value is >= 0x0600 and <= 0x0605 or 0x06DD or 0x070F or 0x08E2 or 0x110BD or 0x110CD;

    /// <summary>Joiners belong inside emoji sequences and inside words of joining and Brahmic scripts.</summary>
    static bool Joins(Rune last, ReadOnlySpan<char> after, int joiner)
    {
        if (Rune.DecodeFromUtf16(after, out var next, out _) != System.Buffers.OperationStatus.Done) return false;
        if (IsJoiningScript(last.Value) && IsJoiningScript(next.Value)) return true;
        return joiner == Joiner && IsPicture(last.Value) && IsPicture(next.Value);
    }

    static bool IsJoiningScript(int value) => value is >= 0x0600 and <= 0x109F or >= 0x1780 and <= 0x1CFF or >= 0xA840 and <= 0xABFF or >= 0x11000 and <= 0x11FFF;

    static bool IsPicture(int value) => value is >= 0x1F000 and <= 0x1FAFF or >= 0x2190 and <= 0x2BFF or 0xFE0F or 0x3030 or 0x303D or 0x00A9 or 0x00AE;

    /// <summary>Tag characters are kept only behind the black flag (England, Scotland, Wales) and at most seven of them.</summary>
    static bool EndsFlagTag(StringBuilder before)
    {
        var tags = 0;
        var end = before.Length;
        while (end >= 2 && tags <= 6 && before[end - 2] == '\uDB40') (end, tags) = (end - 2, tags + 1);
        return tags <= 6 && end >= 2 && before[end - 2] == '\uD83C' && before[end - 1] == '\uDFF4';
    }

    static Rune Last(StringBuilder text)
    {
        var last = text[^1];
        return char.IsLowSurrogate(last) && text.Length > 1 && char.IsHighSurrogate(text[^2]) ? new Rune(text[^2], last)
            : Rune.TryCreate(last, out var rune) ? rune : Rune.ReplacementChar;
    }
}
