using System.Text;
using AngleSharp.Dom;

namespace Toombos.Connectors.Sources.Html;

/// <summary>The words of a paragraph with their marks: links, emphasis, code, pictures.</summary>
sealed class InlineMarkdown(Uri? address, int top)
{
    const int Deepest = 60;

    /// <summary>The highest level that a heading has.</summary>
    public int Top { get; } = top;

    public string Of(IEnumerable<INode> nodes)
    {
        var text = new StringBuilder();
        foreach (var node in nodes) Append(text, node, 0);
        return Lines(text.ToString());
    }

    public static bool IsHidden(IElement element) => element.HasAttribute("hidden")
        || element.GetAttribute("style") is { } style && style.Replace(" ", "", StringComparison.Ordinal) is var bare
            && (bare.Contains("display:none", StringComparison.OrdinalIgnoreCase) || bare.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase));

    /// <summary>An address that people may follow; null for anything else.</summary>
    public static string? Followed(string? link, Uri? from)
    {
        if (string.IsNullOrWhiteSpace(link) || link.Length > 2048) return null;
        if (!(from is null ? Uri.TryCreate(link.Trim(), UriKind.Absolute, out var uri) : Uri.TryCreate(from, link.Trim(), out uri))) return null;
        return uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 ? uri.AbsoluteUri : null;
    }

    void Append(StringBuilder text, INode node, int depth)
    {
        if (node is IText words)
        {
            text.Append(PlainMarkdown.Escape(PlainMarkdown.Collapse(words.Data)));
            return;
        }
        if (node is not IElement element || depth > Deepest || IsHidden(element)) return;
        switch (element.LocalName)
        {
            case "br": text.Append('\n'); break;
            case "img": Picture(text, element); break;
            case "a": Link(text, element, depth); break;
            case "b" or "strong": Marked(text, element, "**", depth); break;
            case "i" or "em" or "cite" or "dfn": Marked(text, element, "*", depth); break;
            case "code" or "kbd" or "samp" or "tt": Code(text, element); break;
            case "del" or "s" or "strike" or "script" or "style" or "template" or "noscript" or "iframe" or "svg" or "button" or "input" or "select" or "textarea" or "audio" or "video": break;
            default: Children(text, element, depth); break;
        }
    }

    void Children(StringBuilder text, INode parent, int depth)
    {
        foreach (var child in parent.ChildNodes) Append(text, child, depth + 1);
    }

    void Marked(StringBuilder text, IElement element, string mark, int depth)
    {
        var inner = new StringBuilder();
        Children(inner, element, depth);
        var words = inner.ToString();
        var bare = words.Trim();
        // A mark inside a mark of the same kind says nothing new, and marks over lines or around nothing are none
        if (bare.Length == 0 || bare.Contains('*', StringComparison.Ordinal) || bare.Contains('\n', StringComparison.Ordinal)) text.Append(words);
        else text.Append(words.AsSpan(0, words.Length - words.TrimStart().Length)).Append(mark).Append(bare).Append(mark).Append(words.AsSpan(words.TrimEnd().Length));
    }

    void Link(StringBuilder text, IElement element, int depth)
    {
        var inner = new StringBuilder();
        Children(inner, element, depth);
        var words = inner.ToString();
        var bare = words.Trim().Replace("\n", " ", StringComparison.Ordinal);
        if (bare.Length == 0 || Followed(element.GetAttribute("href"), address) is not { } url || bare.Contains("](", StringComparison.Ordinal)) text.Append(words);
        else text.Append(words.AsSpan(0, words.Length - words.TrimStart().Length)).Append('[').Append(bare).Append("](").Append(Written(url)).Append(')').Append(words.AsSpan(words.TrimEnd().Length));
    }

    void Picture(StringBuilder text, IElement element)
    {
        if (element.GetAttribute("width") is "0" or "1" || element.GetAttribute("height") is "0" or "1") return;
        var named = element.GetAttribute("src") is { Length: > 0 } src && !src.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? src : element.GetAttribute("data-src");
        if (Followed(named, address) is { } url) text.Append("![").Append(PlainMarkdown.Escape(PlainMarkdown.Collapse(element.GetAttribute("alt") ?? "").Trim())).Append("](").Append(Written(url)).Append(')');
    }

    static void Code(StringBuilder text, IElement element)
    {
        var code = PlainMarkdown.Collapse(element.TextContent).Trim();
        if (code.Length == 0) return;
        var fence = new string('`', PlainMarkdown.LongestRun(code, '`') + 1);
        var pad = code[0] == '`' || code[^1] == '`' ? " " : "";
        text.Append(fence).Append(pad).Append(code).Append(pad).Append(fence);
    }

    static string Written(string url) => url.AsSpan().IndexOfAny('(', ')') < 0 ? url : $"<{url}>";

    /// <summary>Breaks are kept, blanks around them and at the ends are not.</summary>
    static string Lines(string text)
    {
        var lines = text.Split('\n').Select(l => PlainMarkdown.Collapse(l).Trim()).ToList();
        return string.Join("\\\n", lines.Where(l => l.Length > 0));
    }
}
