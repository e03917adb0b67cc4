namespace Toombos.Server.Platform.Text;

/// <summary>Decides whether a terminator ends its sentence, by what stands before and behind it.</summary>
static class SentenceBoundary
{
    /// <summary>No word before a full stop is looked at further back than this: the scan stays linear whatever the text.</summary>
    const int LongestToken = 40;

    /// <param name="start">Where the sentence begins.</param>
    /// <param name="mark">Where its terminator stands.</param>
    /// <param name="end">Behind the terminator and its closing marks; moved behind a trailing emoji.</param>
    public static bool Ends(string text, int start, int mark, ref int end)
    {
        var closed = SentenceScanner.IsClosing(text[end - 1]);
        if (IsFullWidth(text[mark]))
            // A quotation that a Japanese sentence goes on from: 「はい。」と言った。
            return !(closed && end < text.Length && Script.IsHiragana(text[end]));
        if (end >= text.Length) return true;
        if (!char.IsWhiteSpace(text[end])) return Script.IsSpaceless(text[end]) && text[mark] is '!' or '?' && !Script.IsHiragana(text[end]);

        var next = SkipSpace(text, end);
        if (next >= text.Length) return true;
        if (TrailingPicture(text, next) is var behind and > 0)
        {
            end = behind;
            return true;
        }
        while (next < text.Length && IsOpening(text[next])) next++;
        if (next >= text.Length) return true;

        var following = WordAt(text, next);
        if (IsLower(text, next) && !IsCamelCase(following)) return false;
        if (text[mark] != '.' || text[end - 1] != '.' || end - mark > 1) return true;
        return EndsAtFullStop(text, start, mark, next, following);
    }

    static bool EndsAtFullStop(string text, int start, int mark, int next, ReadOnlySpan<char> following)
    {
        var from = mark;
        while (from > start && mark - from < LongestToken && !char.IsWhiteSpace(text[from - 1]) && !IsOpening(text[from - 1])) from--;
        var token = text.AsSpan(from, mark - from);
        if (token.IsEmpty) return true;

        if (Abbreviations.TryFind(token, out var end)) return end switch
        {
            AbbreviationEnd.Never => false,
            // "p. 12" is a page, "J. P. O'Neill" a name.
            AbbreviationEnd.UnlessNumber => !char.IsDigit(text[next]) && !(token.Length == 1 && char.IsUpper(token[0]) && !StartsSentence(following)),
            AbbreviationEnd.BeforeStarter => StartsSentence(following),
            _ => char.IsUpper(text[next]),
        };
        // One abbreviation written in two: z. B., d. h., e. V.
        if (token.Length == 1 && char.IsLetter(token[0]) && following.Length == 1 && next + 1 < text.Length && text[next + 1] == '.') return false;
        // An enumerator at the beginning ("1. Open the box", "a. Close it") belongs to what it numbers.
        if (from == start && (token.Length == 1 && char.IsAsciiLetterOrDigit(token[0]) || token.Length < 3 && IsDigits(token))) return false;
        if (token.Length == 1 && char.IsUpper(token[0])) return StartsSentence(following);
        if (IsDotted(token)) return StartsSentence(following);
        if (token.Length <= 2 && IsDigits(token)) return !IsOrdinal(text, from, following);
        return true;
    }

    static bool IsOrdinal(string text, int from, ReadOnlySpan<char> following)
    {
        if (Abbreviations.FollowsOrdinal(following)) return true;
        var end = from;
        while (end > 0 && text[end - 1] == ' ') end--;
        var begin = end;
        while (begin > 0 && end - begin < LongestToken && char.IsLetter(text[begin - 1])) begin--;
        return Abbreviations.PrecedesOrdinal(text.AsSpan(begin, end - begin)) && !StopWords.Contains(following);
    }

    /// <summary>Single letters with points between them: U.S, z.B.</summary>
    static bool IsDotted(ReadOnlySpan<char> token)
    {
        if (token.Length < 3 || token.Length % 2 == 0) return false;
        for (var i = 0; i < token.Length; i++)
            if (i % 2 == 0 ? !char.IsLetter(token[i]) : token[i] != '.') return false;
        return true;
    }

    static bool StartsSentence(ReadOnlySpan<char> word) => word.Length > 0 && char.IsUpper(word[0]) && StopWords.Contains(word);

    static bool IsDigits(ReadOnlySpan<char> token) => !token.ContainsAnyExceptInRange('0', '9');

    /// <summary>iOS, eBay, npmJS: written small on purpose, so they may begin a sentence.</summary>
    static bool IsCamelCase(ReadOnlySpan<char> word) => word.Length > 1 && (char.IsUpper(word[1]) || word.Length > 2 && char.IsUpper(word[2]));

    static bool IsLower(string text, int index) => char.IsSurrogate(text[index])
        ? index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]) && char.IsLower(text, index)
        : char.IsLower(text[index]);

    static int SkipSpace(string text, int index)
    {
        while (index < text.Length && char.IsWhiteSpace(text[index]) && text[index] is not ('\n' or '\r')) index++;
        return index;
    }

    /// <summary>Offset behind a run of emoji that stands alone and so belongs to the sentence before it; 0 when there is none.</summary>
    static int TrailingPicture(string text, int index)
    {
        var end = index;
        while (end < text.Length && Script.IsPicture(text, end)) end++;
        return end > index && (end == text.Length || char.IsWhiteSpace(text[end])) ? end : 0;
    }

    static ReadOnlySpan<char> WordAt(string text, int index)
    {
        var end = index;
        while (end < text.Length && end - index < LongestToken && (char.IsLetter(text[end]) || text[end] is '\'' or '’')) end++;
        return text.AsSpan(index, end - index);
    }

    static bool IsFullWidth(char c) => c is '。' or '！' or '？' or '｡' or '．' or '।' or '॥' or '။' or '។' or '៕' or '።';

    static bool IsOpening(char c) => c is '(' or '[' or '{' or '"' or '\'' or '“' or '‘' or '„' or '«' or '»' or '‹' or '¿' or '¡' or '「' or '『' or '（' or '–' or '—' or '-' or '•';
}
