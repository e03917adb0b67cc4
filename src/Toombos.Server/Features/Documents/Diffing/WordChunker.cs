using DiffPlex;

namespace Toombos.Server.Features.Documents.Diffing;

/// <summary>Cuts a text into words, the marks and spaces between them; ideographs and kana are words of their own. Joined, the pieces are the text.</summary>
sealed class WordChunker : IChunker
{
    public static WordChunker Instance { get; } = new();

    public IReadOnlyList<string> Chunk(string text)
    {
        var pieces = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (IsWord(text[i])) while (i < text.Length && (IsWord(text[i]) || IsInside(text, i))) i++;
            else if (char.IsWhiteSpace(text[i])) while (i < text.Length && char.IsWhiteSpace(text[i])) i++;
            else i += char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            pieces.Add(text[start..i]);
        }
        return pieces;
    }

    static bool IsWord(char c) => (char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark)
        && c is not (>= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF');

    /// <summary>19.8, 4,200, don’t and twenty-one are one word each.</summary>
    static bool IsInside(string text, int i) => text[i] is '.' or ',' or '\'' or '’' or '-' && i + 1 < text.Length && IsWord(text[i + 1]) && IsWord(text[i - 1]);
}
