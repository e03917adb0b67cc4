namespace Toombos.Connectors.Sources.Html;

/// <summary>
/// Tells in one pass over the letters whether HTML is nested so deeply that parsing and walking it would take time and stack out of all proportion: no page of people is.
/// </summary>
static class HtmlDepth
{
    const int Deepest = 512, LongestName = 40, LongestTag = 20_000;

    /// <summary>Elements that have no end, or that the next of their kind ends.</summary>
    static readonly HashSet<string> Endless = new(StringComparer.Ordinal)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "dt", "dd", "option", "optgroup", "thead", "tbody", "tfoot", "tr", "td", "th", "rp", "rt", "html", "head", "body",
    };

    public static bool IsSane(ReadOnlySpan<char> html)
    {
        var (open, depth) = (new Dictionary<string, int>(StringComparer.Ordinal), 0);
        while (html.IndexOf('<') is >= 0 and var at && at + 1 < html.Length)
        {
            html = html[(at + 1)..];
            if (html.StartsWith("!--"))
            {
                html = After(html, "-->");
                continue;
            }
            var ends = html[0] == '/';
            if (ends) html = html[1..];
            var length = NameLength(html);
            if (length == 0) continue;
            var name = html[..Math.Min(length, LongestName)].ToString().ToLowerInvariant();
            html = html[length..];
            var alone = (open.GetValueOrDefault("svg") > 0 || open.GetValueOrDefault("math") > 0) && html[..Math.Min(html.Length, LongestTag)].IndexOf('>') is > 0 and var close && html[close - 1] == '/';
            if (name is "script" or "style" && !ends) html = After(html, name == "script" ? "</script" : "</style");
            else if (ends && open.GetValueOrDefault(name) is > 0 and var count) (open[name], depth) = (count - 1, depth - 1);
            else if (!ends && !alone && !Endless.Contains(name))
            {
                open[name] = open.GetValueOrDefault(name) + 1;
                if (++depth > Deepest) return false;
            }
        }
        return true;
    }

    static int NameLength(ReadOnlySpan<char> html)
    {
        var length = 0;
        while (length < html.Length && !char.IsWhiteSpace(html[length]) && html[length] is not ('>' or '/' or '<')) length++;
        return length > 0 && char.IsAsciiLetter(html[0]) ? length : 0;
    }

    static ReadOnlySpan<char> After(ReadOnlySpan<char> html, string mark)
    {
        var at = html.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? [] : html[(at + mark.Length)..];
    }
}
