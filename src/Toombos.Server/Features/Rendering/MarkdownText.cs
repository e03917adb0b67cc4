using System.Text;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Rendering;

/// <summary>A web post as Markdown (CommonMark with GFM tables). Whatever its words look like, they stay words: no text becomes markup.</summary>
static class MarkdownText
{
    static readonly System.Buffers.SearchValues<char> Anywhere = System.Buffers.SearchValues.Create("\\`*_[]<>&~|@:$^"), AtStart = System.Buffers.SearchValues.Create("#-+=!");

    public static string Of(WebView post)
    {
        var text = new StringBuilder();
        foreach (var element in post.Elements) Block(text, element);
        if (post.AiLine is { } line) Paragraph(text, $"*{Escaped(line)}*");
        return text.ToString().TrimEnd('\n') + "\n";
    }

    static void Block(StringBuilder text, Element element)
    {
        switch (element.Kind)
        {
            case "heading":
                Paragraph(text, $"{new string('#', element.Level)} {(element.Url is { } url ? Link(element.Text, url) : OneLine(element.Runs))}");
                break;
            case "list":
                Entries(text, element.Entries, 0);
                text.Append('\n');
                break;
            case "quote":
                Paragraph(text, string.Join("\n>\n", element.Paragraphs.Select(p => "> " + Inline(p).Replace("\n", "\n> ", StringComparison.Ordinal))));
                break;
            case "code":
                var fence = new string('`', Math.Max(3, LongestRun(element.Text) + 1));
                Paragraph(text, $"{fence}\n{element.Text}\n{fence}");
                break;
            case "table":
                Table(text, element.Rows);
                break;
            case "image":
                Paragraph(text, "!" + Link(element.Text, element.Url!));
                break;
            case "action":
                Paragraph(text, $"**{Link(element.Text, element.Url!)}**");
                break;
            default:
                Paragraph(text, Inline(element.Runs));
                break;
        }
    }

    static void Entries(StringBuilder text, IReadOnlyList<ListEntry> entries, int depth)
    {
        foreach (var entry in entries)
        {
            text.Append(' ', depth * 2).Append("- ").Append(Inline(entry.Runs).Replace("\n", "\n" + new string(' ', depth * 2 + 2), StringComparison.Ordinal)).Append('\n');
            Entries(text, entry.Entries, depth + 1);
        }
    }

    static void Table(StringBuilder text, IReadOnlyList<TableLine> rows)
    {
        var columns = rows.Max(r => r.Cells.Count);
        // A table of this dialect has a head, even where ours has none.
        if (!rows[0].IsHeader) Row([]);
        for (var i = 0; i < rows.Count; i++)
        {
            Row(rows[i].Cells);
            if (i == 0 && rows[i].IsHeader) Rule();
        }
        text.Append('\n');

        void Row(IReadOnlyList<IReadOnlyList<TextRun>> cells)
        {
            text.Append('|');
            for (var c = 0; c < columns; c++) text.Append(' ').Append(c < cells.Count ? OneLine(cells[c]) : "").Append(" |");
            text.Append('\n');
            if (cells.Count == 0) Rule();
        }

        void Rule() => text.Append('|').Insert(text.Length, " --- |", columns).Append('\n');
    }

    static void Paragraph(StringBuilder text, string paragraph) => text.Append(paragraph).Append("\n\n");

    static string OneLine(IReadOnlyList<TextRun> runs) => Inline(runs).Replace("\\\n", " ", StringComparison.Ordinal);

    static string Inline(IReadOnlyList<TextRun> runs) => string.Concat(runs.Select(r => r.IsBreak ? "\\\n" : r.Url is { } url ? Link(r.Text, url) : Escaped(r.Text)));

    static string Link(string text, string url) => $"[{Escaped(text)}](<{url.Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal).Replace("\\", "%5C", StringComparison.Ordinal)}>)";

    /// <summary>Every mark of ASCII that could begin markup is escaped where it stands.</summary>
    static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (Anywhere.Contains(c) || (i == 0 || text[i - 1] == '\n') && AtStart.Contains(c) || c is '.' or ')' && FirstIsNumber(text, i)) escaped.Append('\\');
            if (c == '\n') escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }

    /// <summary>Whether a line begins with a number that this mark would make an entry of a list.</summary>
    static bool FirstIsNumber(string text, int mark)
    {
        if (mark == 0) return false;
        var start = text.LastIndexOf('\n', mark - 1) + 1;
        return mark > start && text.AsSpan(start, mark - start).IndexOfAnyExceptInRange('0', '9') < 0;
    }

    static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text) longest = Math.Max(longest, run = c == '`' ? run + 1 : 0);
        return longest;
    }
}
