using System.Globalization;

namespace Toombos.Server.Features.Rendering;

/// <summary>How many columns text takes where every letter is equally wide, and where text without spaces may be broken.</summary>
static class TextWidth
{
    /// <summary>Marks that never begin a line in Chinese and Japanese.</summary>
    const string NeverFirst = "。、，．！？；：」』）】〉》ーっゃゅょッャュョ々";

    public static int Of(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += System.Text.Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? 0
                : IsWide(rune.Value) ? 2 : 1;
        }
        return width;
    }

    /// <summary>A word cut where it may be broken: between the signs of scripts that are written without spaces.</summary>
    public static IEnumerable<(string Text, bool AfterSpace)> Breakable(string word)
    {
        var start = 0;
        for (var i = 1; i < word.Length; i++)
        {
            if (!(IsWide(word[i]) || IsWide(word[i - 1])) || NeverFirst.Contains(word[i], StringComparison.Ordinal)
                || char.IsLowSurrogate(word[i]) || word[i] is '\u200d' or >= '\ufe00' and <= '\ufe0f') continue;
            yield return (word[start..i], start == 0);
            start = i;
        }
        yield return (word[start..], start == 0);
    }

    static bool IsWide(int c) =>
        c is >= 0x1100 and <= 0x115f or >= 0x2e80 and <= 0xa4cf or >= 0xac00 and <= 0xd7a3 or >= 0xf900 and <= 0xfaff
            or >= 0xfe30 and <= 0xfe6f or >= 0xff00 and <= 0xff60 or >= 0xffe0 and <= 0xffe6 or >= 0x1f300 and <= 0x1faff or >= 0x20000 and <= 0x3fffd;
}
