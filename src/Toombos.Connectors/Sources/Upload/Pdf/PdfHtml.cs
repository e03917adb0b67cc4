using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Toombos.Connectors.Sources.Upload.Pdf;

/// <summary>Tells from sizes and distances what the lines of a PDF are, and writes them as HTML.</summary>
sealed partial class PdfHtml(StringBuilder html)
{
    const int LongestHeading = 160, Deepest = 4;

    /// <summary>In sizes of the letter: how far the next line of a paragraph is below, at most, and how far cells of one column are apart.</summary>
    const double Leading = 1.75, Aligned = 1.0;

    /// <summary>How much larger than the text a heading is.</summary>
    const double Larger = 1.12;

    public void Write(IEnumerable<PdfLine> all)
    {
        var lines = all.ToList();
        if (lines.Count == 0) return;
        var body = lines.GroupBy(l => l.Size).MaxBy(g => g.Sum(l => l.Text.Length))!.Key;
        var edges = lines.GroupBy(Column).ToDictionary(g => g.Key, g => g.Max(l => l.Right));
        double[] sizes = [.. lines.Where(l => l.Size > body * Larger && l.Text.Length <= LongestHeading).Select(l => l.Size).Distinct().OrderDescending()];
        for (var at = 0; at < lines.Count;)
        {
            var rows = RowsAt(lines, at);
            if (rows >= 2)
            {
                Table(lines.GetRange(at, rows));
                at += rows;
                continue;
            }
            var end = EndOf(lines, at, edges);
            Block(lines.GetRange(at, end - at), body, sizes);
            at = end;
        }
    }

    /// <summary>How many lines from here on are rows of one table: as many cells each, in columns.</summary>
    static int RowsAt(List<PdfLine> lines, int at)
    {
        var (first, rows) = (lines[at], 1);
        if (first.Cells.Count < 2) return 1;
        while (at + rows < lines.Count && lines[at + rows] is var next && next.Page == first.Page && next.Cells.Count == first.Cells.Count && next.Base < lines[at + rows - 1].Base
            && next.Cells.Zip(first.Cells).All(pair => Math.Abs(pair.First.Left - pair.Second.Left) < Aligned * first.Size || Math.Abs(pair.First.Right - pair.Second.Right) < Aligned * first.Size)) rows++;
        return rows;
    }

    static int EndOf(List<PdfLine> lines, int at, Dictionary<(int, double), double> edges)
    {
        var end = at + 1;
        while (end < lines.Count && GoesOn(lines[end - 1], lines[end], edges[Column(lines[end - 1])]) && RowsAt(lines, end) < 2) end++;
        return end;
    }

    /// <summary>Lines that begin at one place of a page.</summary>
    static (int, double) Column(PdfLine line) => (line.Page, Math.Round(line.Left / 4));

    /// <param name="edge">How far lines of this column reach. Where the next word had found room, the line was ended on purpose.</param>
    static bool GoesOn(PdfLine line, PdfLine next, double edge)
    {
        if (Math.Abs(line.Size - next.Size) > 0.6 || line.Bold != next.Bold || Bullet().IsMatch(next.Text) || Number().IsMatch(next.Text)) return false;
        if (next.Page != line.Page) return !EndsSentence().IsMatch(line.Text) && next.Text.Length > 0 && char.IsLower(next.Text[0]);
        var word = next.Text.Split(' ', 2)[0].Length + 1;
        if (line.Size > 0 && line.Right + word * (next.Right - next.Left) / Math.Max(1, next.Text.Length) < edge - line.Size) return false;
        var down = line.Base - next.Base;
        return down > 0 && down < Leading * Math.Max(line.Size, next.Size);
    }

    void Block(List<PdfLine> lines, double body, double[] sizes)
    {
        var first = lines[0];
        var text = lines.Sum(l => l.Text.Length);
        var level = Array.FindIndex(sizes, s => Math.Abs(s - first.Size) < 0.01) + 1;
        if (level > 0 && text <= LongestHeading) Element($"h{Math.Min(level, Deepest)}", Inline(lines));
        else if (first.Bold && lines.Count == 1 && text <= LongestHeading && first.Size >= body && !EndsSentence().IsMatch(first.Text)) Element($"h{Math.Min(sizes.Length + 1, Deepest)}", Inline(lines));
        else if (Bullet().Match(first.Text) is { Success: true } bullet) Point("ul", Item(lines, bullet.Length));
        else if (Number().Match(first.Text) is { Success: true } number) Point("ol", Item(lines, number.Length));
        else Element("p", Inline(lines));
    }

    /// <summary>Points that follow each other make one list.</summary>
    void Point(string list, string item)
    {
        var (open, end) = ($"<{list}>", $"</{list}>");
        if (html.Length >= end.Length && html.ToString(html.Length - end.Length, end.Length) == end) html.Length -= end.Length;
        else html.Append(open);
        html.Append(item).Append(end);
    }

    void Element(string name, string inner) => html.Append('<').Append(name).Append('>').Append(inner).Append("</").Append(name).Append('>');

    static string Item(List<PdfLine> lines, int mark) => $"<li>{Inline(lines, mark)}</li>";

    void Table(List<PdfLine> rows)
    {
        html.Append("<table>");
        foreach (var (row, at) in rows.Select((r, i) => (r, i)))
            html.Append("<tr>").AppendJoin("", row.Cells.Select(c => at == 0 ? $"<th>{Inline(c.Runs)}</th>" : $"<td>{Inline(c.Runs)}</td>")).Append("</tr>");
        html.Append("</table>");
    }

    /// <summary>The lines as one text: a word that was parted at the end of a line is whole again.</summary>
    static string Inline(List<PdfLine> lines, int skip = 0)
    {
        var runs = new List<PdfRun>();
        foreach (var line in lines)
        {
            if (runs.Count > 0)
            {
                if (Parted().IsMatch(runs[^1].Text) && char.IsLower(line.Text[0])) runs[^1] = runs[^1] with { Text = runs[^1].Text.TrimEnd()[..^1] };
                else runs.Add(new(" ", null));
            }
            foreach (var (cell, at) in line.Cells.Select((c, i) => (c, i)))
            {
                if (at > 0) runs.Add(new(" ", null));
                runs.AddRange(cell.Runs);
            }
        }
        return Inline(Skipped(runs, skip));
    }

    static IEnumerable<PdfRun> Skipped(List<PdfRun> runs, int letters)
    {
        foreach (var run in runs)
        {
            var gone = Math.Min(letters, run.Text.Length);
            letters -= gone;
            if (gone < run.Text.Length) yield return run with { Text = run.Text[gone..] };
        }
    }

    static string Inline(IEnumerable<PdfRun> runs)
    {
        var text = new StringBuilder();
        foreach (var run in runs)
        {
            var words = WebUtility.HtmlEncode(run.Text);
            if (run.Link is { } link && !string.IsNullOrWhiteSpace(run.Text)) text.Append("<a href=\"").Append(WebUtility.HtmlEncode(link)).Append("\">").Append(words).Append("</a>");
            else text.Append(words);
        }
        return text.ToString();
    }

    [GeneratedRegex(@"^\s*[•‣◦▪●○■–\-*\u00B7\uF0B7]\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^\s*[0-9]{1,3}[.)]\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex(@"[.!?:;,…]\p{P}*\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex EndsSentence();

    [GeneratedRegex(@"\p{Ll}[-\u00AD\u2010]\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex Parted();
}
