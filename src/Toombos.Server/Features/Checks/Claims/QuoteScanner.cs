namespace Toombos.Server.Features.Checks.Claims;

/// <summary>Finds quotations of two words or more between the quotation marks of any language, in one pass.</summary>
static class QuoteScanner
{
    /// <summary>Start and end of what stands between the marks.</summary>
    public static List<(int Start, int End)> Read(string text)
    {
        var quotes = new List<(int, int)>();
        var open = -1;
        var single = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (open < 0)
            {
                single = OpensSingle(text, i);
                if (single || IsDouble(text[i])) open = i + 1;
            }
            else if (single ? ClosesSingle(text, i) : IsDouble(text[i]))
            {
                var inside = text.AsSpan(open, i - open).Trim();
                if (inside.ContainsAny(' ', '\u00a0') || (inside.Length > 3 && inside[0] > '\u2e80')) quotes.Add((open, i));
                open = -1;
            }
        }
        return quotes;
    }

    static bool IsDouble(char c) => c is '"' or '“' or '”' or '„' or '‟' or '«' or '»' or '「' or '」' or '『' or '』' or '❝' or '❞' or '＂';

    /// <summary>A single mark counts only where it can't be an apostrophe.</summary>
    static bool OpensSingle(string text, int i) =>
        text[i] is '‹' or '‚'
        || (text[i] is '\'' or '‘' && (i == 0 || char.IsWhiteSpace(text[i - 1]) || text[i - 1] == '(') && i + 1 < text.Length && char.IsLetter(text[i + 1]));

    static bool ClosesSingle(string text, int i) =>
        text[i] is '›' or '‘' || (text[i] is '\'' or '’' && (i + 1 == text.Length || !char.IsLetterOrDigit(text[i + 1])));
}
