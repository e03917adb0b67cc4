using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>Web addresses written without any marks. Unlike Markdig's own extension it looks at each character once.</summary>
sealed class BareLinkParser : InlineParser
{
    public BareLinkParser() => OpeningCharacters = ['h', 'H', 'w', 'W'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var before = slice.PeekCharExtra(-1);
        if (char.IsLetterOrDigit(before) || before is '/' or '@' or '.' or '-') return false;
        var text = slice.AsSpan();
        var scheme = Scheme(text);
        if (scheme.Length == 0) return false;
        for (var parent = processor.Inline; parent is not null; parent = parent.Parent)
            if (parent is LinkInline) return false;
        var length = Length(text);
        if (length <= scheme.Length || !char.IsLetterOrDigit(text[scheme.Length]) && text[scheme.Length] != '[') return false;

        var url = text[..length].ToString();
        var start = processor.GetSourcePosition(slice.Start, out var line, out var column);
        var link = new LinkInline(scheme.StartsWith("www", StringComparison.Ordinal) ? "https://" + url : url, "")
        {
            IsAutoLink = true, IsClosed = true, Span = new SourceSpan(start, start + length - 1), Line = line, Column = column,
        };
        link.AppendChild(new LiteralInline(url) { Span = link.Span, IsClosed = true });
        processor.Inline = link;
        slice.Start += length;
        return true;
    }

    static string Scheme(ReadOnlySpan<char> text) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? "https://"
        : text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? "http://"
        : text.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? "www." : "";

    /// <summary>Up to white space, an angle bracket or a table's pipe, without the punctuation that ends the sentence.</summary>
    static int Length(ReadOnlySpan<char> text)
    {
        int end = 0, open = 0;
        for (; end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('<' or '>' or '|' or '"' or '`'); end++)
        {
            if (text[end] == '(') open++;
            else if (text[end] == ')' && --open < 0) break;
            else if (text[end] == ']' && text[..end].IndexOf('[') < 0 || text[end] is '，' or '。' or '）' or '、') break;
        }
        while (end > 0 && text[end - 1] is '.' or ',' or ';' or ':' or '!' or '?' or '*' or '_' or '\'' or '~') end--;
        return end;
    }
}
