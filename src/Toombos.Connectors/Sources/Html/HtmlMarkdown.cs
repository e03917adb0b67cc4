using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Toombos.Connectors.Sources.Html;

/// <summary>
/// Turns HTML of strangers into Markdown: headings, lists, tables, links, pictures, quotes and code. What is hidden, scripted or struck through is left out, text can never
/// turn into a mark or a comment, and every block is closed.
/// </summary>
public static class HtmlMarkdown
{
    // Deeper nesting is read as if it were flat
    const int DeepestBlock = 12, DeepestNode = 150;

    static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "canvas", "form", "button", "input", "select", "textarea", "head", "title", "link", "meta", "del", "s", "strike", "audio", "video", "dialog",
    };

    static readonly HashSet<string> Inlines = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "q", "ruby", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    };

    static readonly HashSet<string> Holders = new(StringComparer.Ordinal) { "a", "span", "font", "ins", "label", "b", "i", "em", "strong", "u", "small" };
    static readonly HashSet<string> Held = new(StringComparer.Ordinal) { "p", "div", "ul", "ol", "table", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "section", "article" };

    /// <summary>One for all: it keeps nothing of what it reads, and making one takes longer than reading an entry of a feed.</summary>
    static readonly HtmlParser Parser = new();

    /// <param name="address">What relative links start from.</param>
    public static string Of(string html, Uri? address = null) =>
        html.AsSpan().IndexOfAny('<', '&') < 0 ? OfText(html)
        : HtmlDepth.IsSane(html) ? Of(Parser.ParseDocument(html).Body!, address)
        : OfText(Bare(html));

    /// <param name="top">The highest level that a heading has: 2 where the text gets a title above it.</param>
    public static string Of(IElement root, Uri? address = null, int top = 2) => Join(Blocks(root, new(address, top), 0, 0));

    /// <summary>A text without marks, its paragraphs kept.</summary>
    public static string OfText(string text) =>
        string.Join("\n\n", text.ReplaceLineEndings("\n").Split("\n\n").Select(p => PlainMarkdown.Paragraph(PlainMarkdown.Escape(PlainMarkdown.Collapse(p).Trim()))).Where(p => p.Length > 0));

    /// <summary>The words of a piece of HTML on one line, as titles are given.</summary>
    public static string WordsOf(string html)
    {
        if (html.AsSpan().IndexOfAny('<', '&') < 0) return PlainMarkdown.Collapse(html).Trim();
        if (!HtmlDepth.IsSane(html)) return PlainMarkdown.Collapse(Bare(html)).Trim();
        var body = Parser.ParseDocument(html).Body!;
        return PlainMarkdown.Collapse(string.Concat(body.Descendants<IText>().Where(t => t.ParentElement is not { } parent || !Skipped.Contains(parent.LocalName)).Select(t => t.Data))).Trim();
    }

    /// <summary>What stands between tags, where these can't be made sense of.</summary>
    static string Bare(string html)
    {
        var (text, at) = (new StringBuilder(), 0);
        while (html.IndexOf('<', at) is >= 0 and var tag)
        {
            text.Append(html.AsSpan(at, tag - at)).Append(' ');
            at = html.IndexOf('>', tag) is >= 0 and var end ? end + 1 : html.Length;
        }
        return text.Append(html.AsSpan(at)).ToString();
    }

    static List<string> Blocks(INode parent, InlineMarkdown inline, int depth, int nested)
    {
        var (blocks, words) = (new List<string>(), new List<INode>());
        if (depth > DeepestNode)
        {
            Add(blocks, PlainMarkdown.Paragraph(PlainMarkdown.Escape(PlainMarkdown.Collapse(string.Concat(parent.Descendants<IText>().Select(t => t.Data))).Trim())));
            return blocks;
        }
        foreach (var node in parent.ChildNodes)
        {
            if (node is IText || node is IElement word && Inlines.Contains(word.LocalName) && !HoldsBlocks(word)) words.Add(node);
            else if (node is IElement element && !Skipped.Contains(element.LocalName) && !InlineMarkdown.IsHidden(element))
            {
                Flush();
                blocks.AddRange(Block(element, inline, depth + 1, nested));
            }
        }
        Flush();
        return blocks;

        void Flush()
        {
            Add(blocks, PlainMarkdown.Paragraph(inline.Of(words)));
            words.Clear();
        }
    }

    static List<string> Block(IElement element, InlineMarkdown inline, int depth, int nested) => element.LocalName switch
    {
        "h1" or "h2" or "h3" or "h4" or "h5" or "h6" => Heading(element, inline),
        "ul" or "ol" or "menu" when nested < DeepestBlock => List(element, inline, depth, nested + 1),
        "blockquote" when nested < DeepestBlock => Blocks(element, inline, depth, nested + 1) is { Count: > 0 } quoted ? [Prefixed(Join(quoted), "> ", "> ")] : [],
        "pre" => Code(element),
        "table" => HtmlTable.Of(element, inline) is { } table ? [table] : [.. HtmlTable.Cells(element).SelectMany(cell => Blocks(cell, inline, depth, nested))],
        "dt" => inline.Of(element.ChildNodes) is { Length: > 0 } term ? [$"**{term.Replace("**", "", StringComparison.Ordinal)}**"] : [],
        "hr" => [],
        _ => Blocks(element, inline, depth, nested),
    };

    static List<string> Heading(IElement element, InlineMarkdown inline)
    {
        var text = inline.Of(element.ChildNodes).Replace("\\\n", " ", StringComparison.Ordinal);
        return text.Length == 0 ? [] : [$"{new string('#', Math.Clamp(element.LocalName[1] - '0', inline.Top, 6))} {text}"];
    }

    static List<string> List(IElement list, InlineMarkdown inline, int depth, int nested)
    {
        var (lines, number) = (new List<string>(), 1);
        foreach (var item in list.Children.Where(c => !InlineMarkdown.IsHidden(c) && !Skipped.Contains(c.LocalName)))
        {
            if (Blocks(item, inline, depth + 1, nested) is not { Count: > 0 } blocks) continue;
            var mark = list.LocalName == "ol" ? $"{number++}. " : "- ";
            lines.Add(Prefixed(blocks.Aggregate((above, below) => above + (IsList(below) ? "\n" : "\n\n") + below), mark, new(' ', mark.Length)));
        }
        return lines.Count == 0 ? [] : [string.Join('\n', lines)];
    }

    static List<string> Code(IElement pre)
    {
        var text = PlainMarkdown.Clean(pre.TextContent.ReplaceLineEndings("\n")).Trim('\n');
        if (text.Trim().Length == 0) return [];
        var fence = new string('`', Math.Max(3, PlainMarkdown.LongestRun(text, '`') + 1));
        var language = (pre.QuerySelector("code") ?? pre).ClassList.FirstOrDefault(c => c.StartsWith("language-", StringComparison.Ordinal))?[9..] ?? "";
        return [$"{fence}{(language.All(char.IsLetterOrDigit) ? language : "")}\n{text}\n{fence}"];
    }

    /// <summary>No selector: it would be read anew for each of a text's words.</summary>
    static bool HoldsBlocks(IElement element) => Holders.Contains(element.LocalName) && element.FirstElementChild is not null && element.Descendants<IElement>().Any(inner => Held.Contains(inner.LocalName));

    static bool IsList(string block) => block.StartsWith("- ", StringComparison.Ordinal) || block.StartsWith("1. ", StringComparison.Ordinal);

    static string Prefixed(string text, string first, string others) => first + text.Replace("\n", "\n" + others, StringComparison.Ordinal).Replace($"\n{others}\n", $"\n{others.TrimEnd()}\n", StringComparison.Ordinal);

    static void Add(List<string> blocks, string text)
    {
        if (text.Length > 0) blocks.Add(text);
    }

    static string Join(List<string> blocks) => string.Join("\n\n", blocks);
}
