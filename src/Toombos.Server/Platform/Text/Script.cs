using System.Globalization;

namespace Toombos.Server.Platform.Text;

/// <summary>What a character is to segmentation: the few classes that its rules need.</summary>
static class Script
{
    /// <summary>Ideographs and other scripts written without spaces between words.</summary>
    public static bool IsSpaceless(char c) => c >= '\u0E00' && (IsHan(c) || IsKana(c)
        || c is >= '\u0E00' and <= '\u0EFF' or >= '\u1000' and <= '\u109F' or >= '\u1780' and <= '\u17FF');

    public static bool IsHan(char c) => c is >= '\u4E00' and <= '\u9FFF' or >= '\u3400' and <= '\u4DBF' or >= '\uF900' and <= '\uFAFF' or '々';

    public static bool IsHiragana(char c) => c is >= '\u3041' and <= '\u309F';

    public static bool IsKatakana(char c) => c is >= '\u30A1' and <= '\u30FA' or >= '\u30FC' and <= '\u30FF' or >= '\uFF66' and <= '\uFF9F';

    public static bool IsKana(char c) => IsHiragana(c) || IsKatakana(c);

    /// <summary>Letters, digits and the marks that combine with them; a surrogate is judged as the pair it belongs to.</summary>
    public static bool IsWordCharacter(string text, int index)
    {
        var c = text[index];
        if (c < 0x80) return char.IsAsciiLetterOrDigit(c);
        if (char.IsLowSurrogate(c) && index > 0) index--;
        var category = char.IsSurrogate(text[index]) ? CharUnicodeInfo.GetUnicodeCategory(text, index) : char.GetUnicodeCategory(c);
        return category <= UnicodeCategory.OtherLetter
            || category is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber
            || category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark && c is not ('\uFE0F' or '\uFE0E' or '\u20E3');
    }

    /// <summary>Emoji and other pictures, with what joins them.</summary>
    public static bool IsPicture(string text, int index)
    {
        var c = text[index];
        if (c < 0x80) return false;
        if (c is '\uFE0F' or '\uFE0E' or '\u200D' or '\u20E3') return true;
        if (char.IsLowSurrogate(c) && index > 0) index--;
        return CharUnicodeInfo.GetUnicodeCategory(text, index) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;
    }
}
