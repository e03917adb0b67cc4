using UglyToad.PdfPig.Content;
using PdfPage = UglyToad.PdfPig.Content.Page;

namespace Toombos.Connectors.Sources.Upload.Pdf;

/// <summary>Letters that belong together, and where they lead.</summary>
sealed record PdfRun(string Text, string? Link);

/// <summary>What stands beside other things on a line, wide gaps apart.</summary>
sealed record PdfCell(double Left, double Right, IReadOnlyList<PdfRun> Runs)
{
    public string Text { get; } = string.Concat(Runs.Select(r => r.Text)).Trim();
}

/// <summary>One line of a page.</summary>
/// <param name="Page">Number from 1.</param>
/// <param name="Height">Where its letters stand, from 0 at the foot of the page to 1 at its head.</param>
/// <param name="Base">The same in points.</param>
/// <param name="Size">Of most of its letters, in points.</param>
sealed record PdfLine(int Page, double Height, double Base, double Size, bool Bold, IReadOnlyList<PdfCell> Cells)
{
    public string Text { get; } = string.Join(' ', Cells.Select(c => c.Text));
    public double Left => Cells[0].Left;
    public double Right => Cells[^1].Right;
}

/// <summary>Puts the letters of a page together to lines, in the order in which they were drawn.</summary>
static class PdfLines
{
    /// <summary>In sizes of the letter: a rise that begins another line, a gap that is a space, and one that parts two cells.</summary>
    const double Rise = 0.45, Space = 0.18, Cell = 1.15;

    static readonly Dictionary<string, string> Ligatures = new(StringComparer.Ordinal) { ["\uFB00"] = "ff", ["\uFB01"] = "fi", ["\uFB02"] = "fl", ["\uFB03"] = "ffi", ["\uFB04"] = "ffl", ["\uFB05"] = "st", ["\uFB06"] = "st" };

    public static IReadOnlyList<PdfLine> Of(PdfPage page)
    {
        var links = new Dictionary<Letter, string>(ReferenceEqualityComparer.Instance);
        foreach (var link in page.GetHyperlinks())
            foreach (var letter in link.Letters) links.TryAdd(letter, link.Uri);
        var (lines, line) = (new List<PdfLine>(), new List<Letter>());
        foreach (var letter in page.Letters)
        {
            if (letter.TextOrientation is not (TextOrientation.Horizontal or TextOrientation.Other) || letter.PointSize <= 0) continue;
            if (line.Count > 0 && Breaks(line[^1], letter)) Close(page, lines, line, links);
            line.Add(letter);
        }
        Close(page, lines, line, links);
        return lines;
    }

    static bool Breaks(Letter before, Letter letter)
    {
        var size = Math.Max(before.PointSize, letter.PointSize);
        return Math.Abs(before.StartBaseLine.Y - letter.StartBaseLine.Y) > Rise * size || letter.StartBaseLine.X < before.StartBaseLine.X - size;
    }

    static void Close(PdfPage page, List<PdfLine> lines, List<Letter> letters, Dictionary<Letter, string> links)
    {
        var seen = letters.Where(l => !string.IsNullOrWhiteSpace(l.Value)).ToList();
        if (seen.Count > 0)
        {
            var size = Math.Round(seen.GroupBy(l => Math.Round(l.PointSize, 1)).MaxBy(g => g.Count())!.Key, 1);
            var bold = seen.Count(l => l.FontDetails.IsBold || l.FontName?.Contains("bold", StringComparison.OrdinalIgnoreCase) == true) * 10 > seen.Count * 9;
            var at = seen[0].StartBaseLine.Y;
            var cells = Cells(letters, links).Where(c => c.Text.Length > 0).ToList();
            if (cells.Count > 0) lines.Add(new(page.Number, at / Math.Max(1, page.Height), at, size, bold, cells));
        }
        letters.Clear();
    }

    static List<PdfCell> Cells(List<Letter> letters, Dictionary<Letter, string> links)
    {
        var (cells, runs, text) = (new List<PdfCell>(), new List<PdfRun>(), new System.Text.StringBuilder());
        var (left, link) = (letters[0].StartBaseLine.X, links.GetValueOrDefault(letters[0]));
        void EndRun(string? next)
        {
            if (text.Length > 0) runs.Add(new(text.ToString(), link));
            text.Clear();
            link = next;
        }
        Letter? before = null;
        foreach (var letter in letters)
        {
            var gap = before is null ? 0 : letter.StartBaseLine.X - before.EndBaseLine.X;
            var (size, to) = (letter.PointSize, links.GetValueOrDefault(letter));
            if (gap > Cell * size)
            {
                EndRun(to);
                cells.Add(new(left, before!.EndBaseLine.X, [.. runs]));
                runs.Clear();
                left = letter.StartBaseLine.X;
            }
            else
            {
                if (to != link) EndRun(to);
                if (gap > Space * size && before!.Value != " " && letter.Value != " ") text.Append(' ');
            }
            text.Append(Ligatures.TryGetValue(letter.Value, out var parts) ? parts : letter.Value);
            before = letter;
        }
        EndRun(null);
        cells.Add(new(left, before!.EndBaseLine.X, runs));
        return cells;
    }
}
