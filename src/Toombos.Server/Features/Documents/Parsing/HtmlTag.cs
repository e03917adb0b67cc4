using System.Net;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>A raw HTML tag as far as a reader of text needs it: name, attributes, and whether it opens or closes.</summary>
sealed record HtmlTag(string Name, bool IsClosing, bool IsSelfClosing, string Source)
{
    /// <summary>Reads a tag that starts at <c>&lt;</c>; null when it is only a less-than sign. Linear.</summary>
    public static HtmlTag? Read(ReadOnlySpan<char> html, out int length)
    {
        length = 1;
        var i = 1;
        var closing = i < html.Length && html[i] == '/';
        if (closing) i++;
        var nameStart = i;
        while (i < html.Length && (char.IsAsciiLetterOrDigit(html[i]) || html[i] is '-' or ':')) i++;
        if (i == nameStart || !char.IsAsciiLetter(html[nameStart])) return null;
        var name = html[nameStart..i].ToString().ToLowerInvariant();
        var quote = '\0';
        for (; i < html.Length; i++)
        {
            if (quote != '\0') { if (html[i] == quote) quote = '\0'; }
            else if (html[i] is '"' or '\'' && html[i - 1] is '=' or ' ') quote = html[i];
            else if (html[i] == '>') break;
        }
        length = Math.Min(i + 1, html.Length);
        return new HtmlTag(name, closing, html[..length].EndsWith("/>", StringComparison.Ordinal), html[..length].ToString());
    }

    /// <summary>Value of an attribute, empty when it has none, null when it is absent.</summary>
    public string? Attribute(string name)
    {
        var text = Source.AsSpan(1);
        var i = text.IndexOfAny(' ', '\t', '\n');
        if (i < 0) i = text.Length;
        while (i < text.Length)
        {
            while (i < text.Length && (char.IsWhiteSpace(text[i]) || text[i] is '/' or '>')) i++;
            var start = i;
            while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] is not ('=' or '>' or '/')) i++;
            if (i == start) { i++; continue; }
            var found = text[start..i];
            while (i < text.Length && char.IsWhiteSpace(text[i])) i++;
            var value = ReadOnlySpan<char>.Empty;
            if (i < text.Length && text[i] == '=')
            {
                i++;
                while (i < text.Length && char.IsWhiteSpace(text[i])) i++;
                if (i < text.Length && text[i] is '"' or '\'')
                {
                    var end = text[(i + 1)..].IndexOf(text[i]);
                    end = end < 0 ? text.Length : i + 1 + end;
                    value = text[(i + 1)..end];
                    i = end + 1;
                }
                else
                {
                    start = i;
                    while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] != '>') i++;
                    value = text[start..i];
                }
            }
            if (found.Equals(name, StringComparison.OrdinalIgnoreCase)) return WebUtility.HtmlDecode(value.ToString());
        }
        return null;
    }
}
