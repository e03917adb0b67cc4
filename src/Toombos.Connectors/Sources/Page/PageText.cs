using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Toombos.Connectors.Sources.Html;

namespace Toombos.Connectors.Sources.Page;

/// <summary>A page's bytes as letters, and its letters as a tree that is safe to walk.</summary>
static partial class PageText
{
    const int Head = 2048, Deepest = 400;

    /// <summary>Null when the bytes are no text.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        if (SourceText.Decode(bytes) is { } utf8) return utf8;
        var name = charset?.Trim('"', '\'', ' ') is { Length: > 0 } said ? said
            : Meta().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, Head)])) is { Success: true } meta ? meta.Groups[1].Value : "windows-1252";
        var text = (CodePagesEncodingProvider.Instance.GetEncoding(name) ?? CodePagesEncodingProvider.Instance.GetEncoding(1252)!).GetString(bytes);
        return text.Contains('\0', StringComparison.Ordinal) ? null : text;
    }

    /// <summary>Null when the page is nested so deeply that walking it could exhaust the stack.</summary>
    public static IHtmlDocument? Parse(string html)
    {
        if (!HtmlDepth.IsSane(html)) return null;
        var page = new HtmlParser().ParseDocument(html);
        var (node, depth) = ((INode)page, 0);
        while (true)
        {
            if (node.FirstChild is { } child)
            {
                (node, depth) = (child, depth + 1);
                if (depth <= Deepest) continue;
                page.Dispose();
                return null;
            }
            while (node.NextSibling is null)
            {
                if (node.Parent is not { } parent) return page;
                (node, depth) = (parent, depth - 1);
                if (depth == 0) return page;
            }
            node = node.NextSibling;
        }
    }

    [GeneratedRegex(@"<meta[^>]+charset\s*=\s*[""']?([\w.:-]{1,40})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Meta();
}
