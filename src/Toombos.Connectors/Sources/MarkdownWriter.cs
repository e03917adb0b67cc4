using System.Globalization;
using System.Text;

namespace Toombos.Connectors.Sources;

/// <summary>Writes blocks one after another, with a blank line between them and lists that nest as they should.</summary>
sealed class MarkdownWriter
{
    readonly StringBuilder _text = new();
    readonly List<Level> _levels = [];
    bool _inList;

    public void Heading(int level, string line)
    {
        if (line.Trim() is { Length: > 0 } title) Block($"{new string('#', Math.Clamp(level, 1, 6))} {title.Replace("\\\n", " ", StringComparison.Ordinal).Replace('\n', ' ')}");
    }

    /// <summary>Flags of the editor are comments, which stay what they are.</summary>
    public void Paragraph(string plain, string line)
    {
        if (plain.Trim() is var trimmed && trimmed.StartsWith("<!--", StringComparison.Ordinal) && trimmed.EndsWith("-->", StringComparison.Ordinal)) Block(trimmed);
        else if (line.Trim() is { Length: > 0 } text) Block(MarkdownText.Begin(text));
    }

    public void Rule() => Block("---");

    public void Code(string language, string text)
    {
        var fence = "```";
        while (text.Contains(fence, StringComparison.Ordinal)) fence += "`";
        Block($"{fence}{new string([.. language.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '#' or '-')])}\n{text.TrimEnd('\n')}\n{fence}");
    }

    /// <summary>Written blocks as a quotation.</summary>
    public void Quote(string markdown)
    {
        if (markdown.Trim() is { Length: > 0 } text) Block(string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? ">" : "> " + line)));
    }

    /// <summary>Blocks that are Markdown already.</summary>
    public void Raw(string markdown)
    {
        if (markdown.Trim('\n') is { Length: > 0 } text) Block(text);
    }

    /// <param name="list">Which list it belongs to; another one begins to count anew.</param>
    /// <param name="ticked">Of a task; null where it is none.</param>
    public void Item(int level, bool ordered, string list, string line, bool? ticked = null)
    {
        if (line.Trim() is not { Length: > 0 } text) return;
        level = Math.Clamp(level, 0, 15);
        if (_levels.Count > level + 1) _levels.RemoveRange(level + 1, _levels.Count - level - 1);
        while (_levels.Count <= level) _levels.Add(new("", false, 0, _levels.Count == 0 ? 0 : _levels[^1].Indent + _levels[^1].Width));
        var at = _levels[level];
        var number = at.List == list && at.Ordered == ordered ? at.Number + 1 : 1;
        // Two lists that follow each other would be read as one, were their marks the same.
        var other = number == 1 && at.List.Length > 0 && at.Ordered == ordered ? !at.Other : at.Other;
        var marker = ordered ? string.Create(CultureInfo.InvariantCulture, $"{number}{(other ? ')' : '.')} ") : other ? "* " : "- ";
        _levels[level] = at with { List = list, Ordered = ordered, Number = number, Width = marker.Length, Other = other };
        if (!_inList) Gap();
        _inList = true;
        var box = ticked is null ? "" : ticked.Value ? "[x] " : "[ ] ";
        _text.Append(' ', at.Indent).Append(marker).Append(box).Append(MarkdownText.Begin(text).Replace("\n", "\n" + new string(' ', at.Indent + marker.Length), StringComparison.Ordinal)).Append('\n');
    }

    /// <summary>Rows of written cells; the first is the heading.</summary>
    public void Table(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var columns = rows.Count == 0 ? 0 : rows.Max(r => r.Count);
        if (columns == 0 || rows.All(r => r.All(string.IsNullOrWhiteSpace))) return;
        var table = new StringBuilder();
        for (var i = 0; i < rows.Count; i++)
        {
            table.Append('|');
            for (var column = 0; column < columns; column++) table.Append(' ').Append(column < rows[i].Count ? Cell(rows[i][column]) : "").Append(" |");
            table.Append('\n');
            if (i == 0) table.Append('|').Insert(table.Length, " --- |", columns).Append('\n');
        }
        Block(table.ToString().TrimEnd('\n'));
    }

    public override string ToString() => _text.ToString();

    static string Cell(string text) => text.Replace("\\\n", " ", StringComparison.Ordinal).Replace('\n', ' ').Trim();

    void Block(string text)
    {
        _inList = false;
        _levels.Clear();
        Gap();
        _text.Append(text).Append('\n');
    }

    void Gap()
    {
        if (_text.Length > 0) _text.Append('\n');
    }

    readonly record struct Level(string List, bool Ordered, int Number, int Indent, int Width = 2, bool Other = false);
}
