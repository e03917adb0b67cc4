using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Toombos.Connectors.Sources.Html;

/// <summary>Writes plain words so that Markdown reads the same words again, and nothing else.</summary>
static partial class PlainMarkdown
{
    static readonly SearchValues<char> Marks = SearchValues.Create("\\`*_[]<~&|");

    /// <summary>Without control characters but tabs and line ends, and without halves of letters.</summary>
    public static string Clean(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) result.Append(c).Append(text[++i]);
            else if (char.IsSurrogate(c)) result.Append('\uFFFD');
            else if (!char.IsControl(c) || c is '\n' or '\t') result.Append(c);
        }
        return result.ToString();
    }

    /// <summary>Runs of blanks become one; control characters and halves of letters go.</summary>
    public static string Collapse(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in Clean(text.ReplaceLineEndings("\n")))
        {
            if (char.IsWhiteSpace(c) && c != '\u00A0')
            {
                if (result.Length == 0 || result[^1] != ' ') result.Append(' ');
            }
            else if (!char.IsControl(c)) result.Append(c == '\u00A0' ? ' ' : c);
        }
        return result.ToString();
    }

    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny(Marks) < 0) return text;
        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var marks = c switch
            {
                '\\' or '`' or '*' or '[' or ']' or '<' or '|' => true,
                '_' => i == 0 || i + 1 == text.Length || !char.IsLetterOrDigit(text[i - 1]) || !char.IsLetterOrDigit(text[i + 1]),
                '~' => i + 1 < text.Length && text[i + 1] == '~' || i > 0 && text[i - 1] == '~',
                '&' => i + 1 < text.Length && (text[i + 1] == '#' || char.IsAsciiLetter(text[i + 1])),
                _ => false,
            };
            if (marks) result.Append('\\');
            result.Append(c);
        }
        return result.ToString();
    }

    /// <summary>Escaped words as a paragraph: no line of it begins like a heading, a list, a quote, a line or a table.</summary>
    public static string Paragraph(string text) => Begins().Replace(text, "$1\\$2");

    public static int LongestRun(string text, char of)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text) longest = Math.Max(longest, run = c == of ? run + 1 : 0);
        return longest;
    }

    [GeneratedRegex(@"^(\d{0,9})(>|[#+=-](?=[\s#=-]|$)|(?<=\d)[.)](?=\s|$))", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Begins();
}
