namespace Toombos.Connectors.Channels.Counting;

/// <summary>
/// Where the port, path and query behind a domain end: closing marks of a sentence are not part of an address.
/// Behind a bare domain, port and query belong to it only with a path.
/// </summary>
static class AddressPath
{
    public static int EndOf(ReadOnlySpan<char> text, int domainEnd, bool hasScheme)
    {
        var end = AfterPort(text, domainEnd);
        if (end < text.Length && text[end] == '/') end = AfterPath(text, end + 1);
        else if (!hasScheme) return domainEnd;
        if (end < text.Length && text[end] == '?') end = AfterQuery(text, end);
        return end;
    }

    static int AfterPort(ReadOnlySpan<char> text, int start)
    {
        if (start >= text.Length || text[start] != ':') return start;
        var end = start + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return end > start + 1 ? end : start;
    }

    static int AfterPath(ReadOnlySpan<char> text, int start)
    {
        var (end, position) = (start, start);
        while (position < text.Length)
        {
            if (AddressLetters.IsPath(text[position]))
            {
                position++;
                if (AddressLetters.IsPathEnd(text[position - 1])) end = position;
            }
            else if (text[position] == '(' && AfterParentheses(text, position, depth: 0) is > 0 and var close)
            {
                end = position = close;
            }
            else
            {
                break;
            }
        }
        return end;
    }

    // /Primer_(film) and /Up_(Album_(Edited)) belong to the address, an unbalanced one does not
    static int AfterParentheses(ReadOnlySpan<char> text, int open, int depth)
    {
        var position = open + 1;
        while (position < text.Length)
        {
            if (text[position] == ')') return position > open + 1 ? position + 1 : -1;
            if (AddressLetters.IsPath(text[position])) { position++; continue; }
            if (text[position] != '(' || depth > 0) return -1;
            position = AfterParentheses(text, position, depth + 1);
            if (position < 0) return -1;
        }
        return -1;
    }

    static int AfterQuery(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        for (var position = start + 1; position < text.Length && AddressLetters.IsQuery(text[position]); position++)
            if (AddressLetters.IsQueryEnd(text[position])) end = position + 1;
        return end;
    }
}
