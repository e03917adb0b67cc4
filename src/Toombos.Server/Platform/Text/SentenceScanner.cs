namespace Toombos.Server.Platform.Text;

/// <summary>
/// Walks over the sentences of a text, after UAX #29: a terminator, its closing marks, white space, and then something that can
/// begin a sentence. Text in brackets or quotation marks stays in one piece; a line break always ends a sentence.
/// </summary>
ref struct SentenceScanner(string text)
{
    /// <summary>A bracket or quotation mark that has not closed after so many characters never will: one left open by mistake must not swallow the text.</summary>
    const int LongestEnclosure = 300;

    int next;

    public int Start { get; private set; }
    public int Length { get; private set; }

    public bool MoveNext()
    {
        while (next < text.Length && char.IsWhiteSpace(text[next])) next++;
        if (next >= text.Length) return false;
        Start = next;
        next = End();
        var end = next;
        while (end > Start && char.IsWhiteSpace(text[end - 1])) end--;
        Length = end - Start;
        return true;
    }

    /// <summary>Where the sentence that begins at <see cref="Start"/> ends: the offset behind its last mark.</summary>
    readonly int End()
    {
        var closer = '\0';
        var opened = 0;
        for (var i = Start; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiLetterLower(c) || c == ' ') continue;
            if (c is '\n' or '\r' or '\u2028' or '\u2029') return i;
            if (closer != '\0' && (c == closer || i - opened > LongestEnclosure)) closer = '\0';
            else if (closer == '\0' && Closer(i) is var expected and not '\0') (closer, opened) = (expected, i);
            if (!IsTerminator(c)) continue;

            var end = i + 1;
            while (end < text.Length && IsTerminator(text[end])) end++;
            while (end < text.Length && IsClosing(text[end]) && (closer != '\0' || text[end] != '"' || end + 1 == text.Length || !char.IsLetterOrDigit(text[end + 1])))
            {
                if (text[end] == closer) closer = '\0';
                end++;
            }
            if (closer == '\0' && SentenceBoundary.Ends(text, Start, i, ref end)) return end;
            i = end - 1;
        }
        return text.Length;
    }

    /// <summary>The mark that closes what opens here, or none.</summary>
    readonly char Closer(int index) => text[index] switch
    {
        '(' => ')', '[' => ']', '（' => '）', '「' => '」', '『' => '』', '【' => '】', '《' => '》', '〈' => '〉',
        '“' => '”', '„' => '“', '«' => '»', '»' when OpensWord(index) => '«', '"' when OpensWord(index) => '"',
        _ => '\0',
    };

    readonly bool OpensWord(int index) =>
        (index == 0 || char.IsWhiteSpace(text[index - 1])) && index + 1 < text.Length && !char.IsWhiteSpace(text[index + 1]);

    internal static bool IsTerminator(char c) => c is '.' or '!' or '?'
        || c >= '\u0589' && c is '…' or '。' or '！' or '？' or '｡' or '．' or '‼' or '⁇' or '⁈' or '⁉' or '؟' or '۔' or '܀' or '։'
            or '।' or '॥' or '။' or '።' or '፧' or '፨' or '។' or '៕' or '᙮' or '᠃' or '᠉' or '⸮' or '꓿';

    internal static bool IsClosing(char c) => c is ')' or ']' or '}' or '"' or '\'' or '”' or '’' or '“' or '»' or '«' or '›' or '」' or '』' or '）' or '】' or '》' or '〉' or '*' or '_';
}
