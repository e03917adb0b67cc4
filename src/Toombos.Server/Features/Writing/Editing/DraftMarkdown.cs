using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Writing.Editing;

/// <summary>
/// Writes parts of a draft as Markdown. What is written of one part is also what tells it from others when the text comes back,
/// so the same part always gives the same Markdown. A call to action is <c>→ [words](address)</c> on a line of its own.
/// </summary>
static partial class DraftMarkdown
{
    static readonly SearchValues<char> Special = SearchValues.Create("\\`*_[]<&|");

    /// <summary>The whole body.</summary>
    public static string Body(IReadOnlyList<DraftPart> parts)
    {
        var chunks = Chunks(parts);
        var body = new StringBuilder();
        var previous = -1;
        var width = 0;
        for (var i = 0; i < parts.Count; i++)
        {
            if (chunks[i] is not { } chunk) continue;
            var continues = previous >= 0 && parts[previous].Role == parts[i].Role && !(IsTable(parts[i]) && IsHeader(parts[i]));
            if (previous >= 0) body.Append(continues ? Joint(parts[i].Role) : "\n\n");
            if (!IsTable(parts[i]))
            {
                body.Append(chunk);
            }
            else
            {
                if (!continues)
                {
                    width = Width(parts, i);
                    body.Append(Row(IsHeader(parts[i]) ? Cells(parts[i]) : [], width)).Append("\n|").Insert(body.Length, " --- |", width);
                    if (!IsHeader(parts[i])) body.Append('\n');
                }
                if (!IsHeader(parts[i])) body.Append(Row(Cells(parts[i]), width));
            }
            previous = i;
        }
        return body.ToString();
    }

    /// <summary>What stands between two neighbours of the same role.</summary>
    static string Joint(PartRole role) => role switch
    {
        PartRole.ListItem or PartRole.TableRow => "\n",
        PartRole.Quote => "\n>\n",
        _ => "\n\n",
    };

    /// <summary>Each part's Markdown as it stands in its context; null for a part without text. Header rows begin with <c>=</c>.</summary>
    public static string?[] Chunks(IReadOnlyList<DraftPart> parts)
    {
        var chunks = new string?[parts.Count];
        var depth = -1;
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            var deep = part.Role == PartRole.ListItem ? Math.Min(Math.Max(part.Level, 0), depth + 1) : -1;
            chunks[i] = Chunk(part, deep);
            if (chunks[i] is not null) depth = deep;
        }
        return chunks;
    }

    static string? Chunk(DraftPart part, int depth)
    {
        if (part.Role == PartRole.TableRow)
        {
            var cells = Cells(part);
            return cells.Count == 0 ? null : (IsHeader(part) ? "=" : "") + Row(cells, cells.Count);
        }
        if (part.Role == PartRole.Image) return Blank(part.Text) && Blank(part.Url) ? null : $"![{Escaped(OneLine(part.Text))}]({Address(part.Url)})";
        if (part.Role == PartRole.Code) return Blank(part.Text) ? null : Fenced(part.Text);
        if (Blank(Clean(part.Text))) return null;
        return part.Role switch
        {
            PartRole.Heading => new string('#', Math.Clamp(part.Level, 2, 6)) + " " + Headline(part),
            PartRole.CallToAction => part.Url is null ? "→ " + Escaped(OneLine(part.Text)) : $"→ [{Escaped(OneLine(part.Text))}]({Address(part.Url)})",
            PartRole.ListItem => new string(' ', depth * 2) + "- " + Lines(part).Replace("\n", "\n" + new string(' ', depth * 2 + 2), StringComparison.Ordinal),
            PartRole.Quote => "> " + Lines(part).Replace("\n", "\n> ", StringComparison.Ordinal),
            _ => Lines(part),
        };
    }

    static string Headline(DraftPart part) => part.Url is not null
        ? $"[{Escaped(OneLine(part.Text)).Replace("#", "\\#", StringComparison.Ordinal)}]({Address(part.Url)})"
        : Inline(part, OneLine(part.Text)).Replace("#", "\\#", StringComparison.Ordinal);

    /// <summary>Text with its links, every line safe from being read as anything but text.</summary>
    static string Lines(DraftPart part)
    {
        var lines = Inline(part, Clean(part.Text)).Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l != "\\");
        return string.Join("\\\n", lines.Select(SafeStart));
    }

    static string Inline(DraftPart part, string text)
    {
        var inline = new StringBuilder(text.Length + 16);
        foreach (var run in LinkedText.Runs(text, part.Links))
        {
            if (run.Url is null)
            {
                inline.Append(Escaped(run.Text));
                continue;
            }
            if (inline.Length > 0 && inline[^1] == '!') inline.Insert(inline.Length - 1, '\\');
            inline.Append('[').Append(Escaped(OneLine(run.Text))).Append("](").Append(Address(run.Url)).Append(')');
        }
        return inline.ToString();
    }

    static string SafeStart(string line)
    {
        if (line[0] == '→') return "&rarr;" + line[1..];
        var marks = 1;
        while (marks < line.Length && line[marks] == line[0]) marks++;
        var alone = marks == line.Length || line[marks] == ' ';
        if (line[0] switch { '#' => alone, '>' => true, '+' => alone, '-' => alone || marks > 1 || line[1] == '>', '=' => alone, '~' => marks > 2, _ => false }) return "\\" + line;
        var digits = 0;
        while (digits < line.Length && char.IsAsciiDigit(line[digits])) digits++;
        return digits > 0 && digits < line.Length && line[digits] is '.' or ')' && (digits + 1 == line.Length || line[digits + 1] == ' ') ? line.Insert(digits, "\\") : line;
    }

    static string Escaped(string text)
    {
        if (text.AsSpan().IndexOfAny(Special) < 0) return text;
        var escaped = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var special = text[i] switch
            {
                '\\' or '`' or '*' or '[' or ']' or '<' or '|' => true,
                '_' => !(i > 0 && i + 1 < text.Length && char.IsLetterOrDigit(text[i - 1]) && char.IsLetterOrDigit(text[i + 1])),
                '&' => Entity().IsMatch(text.AsSpan(i, Math.Min(40, text.Length - i))),
                _ => false,
            };
            if (special) escaped.Append('\\');
            escaped.Append(text[i]);
        }
        return escaped.ToString();
    }

    static string Address(string? url)
    {
        var address = new StringBuilder();
        foreach (var c in url ?? "")
        {
            if (c is ' ' or '<' or '>' or '(' or ')' or '\\' or '|' || char.IsWhiteSpace(c)) address.Append(Uri.HexEscape(c > 255 ? ' ' : c));
            else if (!char.IsControl(c)) address.Append(c);
        }
        return address.ToString();
    }

    static string Fenced(string code)
    {
        var text = code.ReplaceLineEndings("\n").TrimEnd('\n').Replace("\0", "", StringComparison.Ordinal);
        var longest = 0;
        for (int i = 0, run = 0; i < text.Length; i++) longest = Math.Max(longest, run = text[i] == '`' ? run + 1 : 0);
        var fence = new string('`', Math.Max(3, longest + 1));
        return $"{fence}\n{text}\n{fence}";
    }

    /// <summary>Columns of the table that begins at a row.</summary>
    static int Width(IReadOnlyList<DraftPart> parts, int start)
    {
        var width = Math.Max(1, Cells(parts[start]).Count);
        for (var i = start + 1; i < parts.Count && IsTable(parts[i]) && !IsHeader(parts[i]); i++) width = Math.Max(width, Cells(parts[i]).Count);
        return width;
    }

    static bool IsTable(DraftPart part) => part.Role == PartRole.TableRow;

    static bool IsHeader(DraftPart row) => row.Level == 1;

    static string Row(List<string> cells, int width) =>
        "| " + string.Join(" | ", cells.Concat(Enumerable.Repeat("", width - cells.Count))) + " |";

    /// <summary>Cells as Markdown, without empty ones at the end.</summary>
    static List<string> Cells(DraftPart row)
    {
        var cells = row.Sentences.Select(s => Inline(row, OneLine(s.Text))).ToList();
        while (cells.Count > 0 && cells[^1].Length == 0) cells.RemoveAt(cells.Count - 1);
        return cells;
    }

    static string OneLine(string text) => Clean(text).Replace('\n', ' ').Trim();

    /// <summary>Without control characters, and with single spaces.</summary>
    static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\n') clean.Append(c);
            else if (c is ' ' or '\t' or '\u0085' or '\u2028' or '\u2029')
            {
                if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' ');
            }
            else if (!char.IsControl(c)) clean.Append(c);
        }
        return clean.ToString();
    }

    static bool Blank(string? text) => string.IsNullOrWhiteSpace(text);

    [GeneratedRegex(@"^&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});", RegexOptions.NonBacktracking)]
    private static partial Regex Entity();
}
