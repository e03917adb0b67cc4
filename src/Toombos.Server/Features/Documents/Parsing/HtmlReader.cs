using System.Net;
using System.Text;
using Toombos.Client.Documents;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>What a raw HTML block shows: runs of text, headings and pictures, and its comments. Linear, never a DOM.</summary>
sealed class HtmlReader(HiddenScope scope)
{
    static readonly HashSet<string> Inline = new(StringComparer.Ordinal)
        { "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "picture", "source" };

    readonly StringBuilder text = new();
    readonly List<TextLink> links = [];
    (string Url, int Start)? anchor;
    int headingLevel, runStart;

    /// <summary>In order; offsets count from the start of the HTML.</summary>
    public List<Node> Nodes { get; } = [];
    public bool FoundHidden { get; private set; }

    public void Read(string html)
    {
        var i = 0;
        while (i < html.Length)
        {
            var open = html.AsSpan(i).IndexOf('<');
            var end = open < 0 ? html.Length : i + open;
            Append(html.AsSpan(i, end - i), i);
            i = end;
            if (i == html.Length) break;
            if (html.AsSpan(i).StartsWith("<!--")) i = Comment(html, i);
            else if (html.AsSpan(i).StartsWith("<!") || html.AsSpan(i).StartsWith("<?")) i = After(html, i, '>');
            else if (HtmlTag.Read(html.AsSpan(i), out var length) is { } tag)
            {
                Tag(tag, i, i + length);
                i += length;
            }
            else Append("<", i++);
        }
        Flush(html.Length);
    }

    void Append(ReadOnlySpan<char> piece, int at)
    {
        if (scope.Hidden) return;
        if (text.Length == 0)
        {
            var lead = piece.Length - piece.TrimStart().Length;
            if (lead == piece.Length) return;
            runStart = at + lead;
        }
        text.Append(piece);
    }

    int Comment(string html, int start)
    {
        var close = html.IndexOf("-->", start + 4, StringComparison.Ordinal);
        var end = close < 0 ? html.Length : close;
        if (!scope.Hidden)
        {
            Flush(start);
            Nodes.Add(new CommentNode(start + 4, Math.Max(0, end - start - 4), end > start + 4 ? html[(start + 4)..end] : ""));
        }
        return Math.Min(html.Length, end + 3);
    }

    static int After(string html, int start, char mark)
    {
        var at = html.IndexOf(mark, start);
        return at < 0 ? html.Length : at + 1;
    }

    void Tag(HtmlTag tag, int start, int end)
    {
        FoundHidden |= scope.Enter(tag);
        if (scope.Hidden) return;
        if (tag.Name == "a") Anchor(tag);
        else if (tag.Name == "img") Picture(tag, start, end);
        else if (tag.Name == "br") Append(" ", start);
        else if (!Inline.Contains(tag.Name))
        {
            if (tag.Name is "td" or "th") { Append(tag.IsClosing ? " " : "", start); return; }
            Flush(start);
            headingLevel = !tag.IsClosing && tag.Name is ['h', >= '1' and <= '6'] ? tag.Name[1] - '0' : 0;
        }
    }

    void Anchor(HtmlTag tag)
    {
        if (!tag.IsClosing) anchor = tag.Attribute("href") is { } url ? (url, text.Length) : null;
        else if (anchor is { } open && open.Start <= text.Length)
        {
            var words = PlainText.Clean(WebUtility.HtmlDecode(text.ToString(open.Start, text.Length - open.Start)));
            if (words.Length > 0 && WebAddress.Safe(open.Url) is { } safe) links.Add(new TextLink(words, safe));
            anchor = null;
        }
    }

    void Picture(HtmlTag tag, int start, int end)
    {
        if (HiddenScope.Hides(tag) || WebAddress.SafeImage(tag.Attribute("src")) is not { } url) return;
        Nodes.Add(new ContentNode(start, end - start, BlockKind.Image, PlainText.Clean(tag.Attribute("alt") ?? "")) { Url = url });
    }

    void Flush(int end)
    {
        var words = PlainText.Clean(WebUtility.HtmlDecode(text.ToString()));
        if (words.Length > 0)
            Nodes.Add(headingLevel > 0
                ? new HeadingNode(runStart, end - runStart, headingLevel, words, [.. links])
                : new ContentNode(runStart, end - runStart, BlockKind.Paragraph, words) { Links = [.. links] });
        text.Clear();
        links.Clear();
        anchor = null;
    }
}
