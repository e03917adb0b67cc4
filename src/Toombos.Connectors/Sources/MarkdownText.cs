using System.Text;

namespace Toombos.Connectors.Sources;

/// <summary>How a run of text is written: the marks that stand around it.</summary>
[Flags]
enum TextMarks { None = 0, Bold = 1, Italic = 2, Strike = 4, Code = 8 }

/// <summary>A run of text as a service gives it.</summary>
readonly record struct TextRun(string Text, TextMarks Marks = TextMarks.None, string? Link = null);

/// <summary>Writes text as Markdown that reads back as the same text.</summary>
static class MarkdownText
{
    static readonly System.Buffers.SearchValues<char> Marks = System.Buffers.SearchValues.Create("\\`*_]<>~&|");

    /// <summary>A line from runs. Neighbours that are written the same way become one, and marks never begin or end at a blank, where Markdown would not see them.</summary>
    public static string Of(IEnumerable<TextRun> runs, bool cell = false)
    {
        var line = new StringBuilder();
        foreach (var run in Joined(runs)) Append(line, run, cell);
        return line.ToString();
    }

    /// <summary>Plain text with everything disarmed that would be a mark.</summary>
    public static string Escape(string text)
    {
        var at = text.AsSpan().IndexOfAny(Marks);
        if (at < 0) return text;
        var made = new StringBuilder(text.Length + 8).Append(text, 0, at);
        for (; at < text.Length; at++)
        {
            var letter = text[at];
            if (IsMark(text, at)) made.Append('\\');
            made.Append(letter);
        }
        return made.ToString();
    }

    /// <summary>A line that begins a paragraph must not look like a heading, a list, a rule or a quotation.</summary>
    public static string Begin(string line)
    {
        if (line.Length == 0) return line;
        if (line[0] is '#' or '+' or '-' or '=' && (line.Length == 1 || line[0] is '#' or '-' or '=' || line[1] == ' ')) return "\\" + line;
        if (line.StartsWith("    ", StringComparison.Ordinal)) line = line.TrimStart();
        var digits = 0;
        while (digits < line.Length && digits < 10 && char.IsAsciiDigit(line[digits])) digits++;
        return digits is > 0 and < 10 && digits < line.Length && line[digits] is '.' or ')' && digits > 0 ? $"{line[..digits]}\\{line[digits..]}" : line;
    }

    /// <summary>An address as it stands between the brackets of a link; null for one that leads nowhere for readers.</summary>
    public static string? Target(string? address)
    {
        if (address is null || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https" or "mailto")) return null;
        return uri.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal);
    }

    /// <summary>Code that may hold ticks itself.</summary>
    public static string Code(string text)
    {
        var (longest, current) = (0, 0);
        foreach (var letter in text) longest = Math.Max(longest, current = letter == '`' ? current + 1 : 0);
        var fence = new string('`', longest + 1);
        return text.StartsWith('`') || text.EndsWith('`') ? $"{fence} {text} {fence}" : $"{fence}{text}{fence}";
    }

    /// <summary>Words in brackets stay as they are: they name categories.</summary>
    static bool IsMark(string text, int at)
    {
        var next = at + 1 < text.Length ? text[at + 1] : ' ';
        return text[at] switch
        {
            '\\' or '`' or '*' or '~' or '|' => true,
            '_' => !Inside(text, at),
            ']' => next is '(' or '[' or ':',
            '<' => next is '!' or '/' or '?' || char.IsAsciiLetter(next),
            '>' => at == 0,
            '&' => next == '#' || char.IsAsciiLetter(next),
            _ => false,
        };
    }

    static bool Inside(string text, int at) => at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]);

    static IEnumerable<TextRun> Joined(IEnumerable<TextRun> runs)
    {
        TextRun? last = null;
        foreach (var run in runs)
        {
            if (run.Text.Length == 0) continue;
            if (last is { } before && before.Marks == run.Marks && before.Link == run.Link) last = before with { Text = before.Text + run.Text };
            else
            {
                if (last is { } done) yield return done;
                last = run;
            }
        }
        if (last is { } end) yield return end;
    }

    static void Append(StringBuilder line, TextRun run, bool cell)
    {
        var text = run.Text.AsSpan();
        var inner = text.Trim();
        if (inner.IsEmpty)
        {
            line.Append(Breaks(run.Text, cell));
            return;
        }
        var (start, end) = (text.Length - text.TrimStart().Length, text.Length - text.TrimEnd().Length);
        line.Append(Breaks(run.Text[..start], cell));
        var written = run.Marks.HasFlag(TextMarks.Code) ? Code(inner.ToString().ReplaceLineEndings(" ").Replace('\v', ' ')) : Breaks(Escape(inner.ToString()), cell);
        if (cell && run.Marks.HasFlag(TextMarks.Code)) written = written.Replace("|", "\\|", StringComparison.Ordinal);
        var mark = $"{(run.Marks.HasFlag(TextMarks.Strike) ? "~~" : "")}{(run.Marks.HasFlag(TextMarks.Bold) ? "**" : "")}{(run.Marks.HasFlag(TextMarks.Italic) ? "*" : "")}";
        written = $"{mark}{written}{new string([.. mark.Reverse()])}";
        if (Target(run.Link) is { } target) written = $"[{written}]({target})";
        line.Append(written).Append(Breaks(run.Text[^end..], cell));
    }

    /// <summary>A break within a paragraph stays one; in a cell of a table there is no room for it.</summary>
    static string Breaks(string text, bool cell) => text.AsSpan().ContainsAny('\v', '\n') ? text.Replace('\v', '\n').Replace("\n", cell ? " " : "\\\n", StringComparison.Ordinal) : text;
}
