using System.Text.RegularExpressions;

namespace Toombos.Connectors.Sources.Upload.Pdf;

/// <summary>Takes away what stands at the head or the foot of most pages – titles that run along, dates, numbers of pages – and the lines of a table of contents.</summary>
static partial class PdfEdges
{
    const double Edge = 0.09;

    public static IEnumerable<PdfLine> WithoutEdges(IReadOnlyList<IReadOnlyList<PdfLine>> pages)
    {
        var edges = pages.SelectMany(lines => lines.Where(AtEdge).Select(Shape).Distinct()).GroupBy(shape => shape, StringComparer.Ordinal)
            .Where(g => g.Count() >= 3 && g.Count() * 2 >= pages.Count).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        return pages.SelectMany(lines => lines.Where(line => !(AtEdge(line) && (edges.Contains(Shape(line)) || Shape(line).Trim('#', ' ', '-', '–').Length == 0)) && !Leader().IsMatch(line.Text)));
    }

    static bool AtEdge(PdfLine line) => line.Height is < Edge or > 1 - Edge;

    [GeneratedRegex(@"(\. ?){5,}\s*[0-9ivx]+\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex Leader();

    /// <summary>The text without its numbers.</summary>
    static string Shape(PdfLine line) => string.Concat(line.Text.Select(c => char.IsAsciiDigit(c) ? '#' : c)).Replace("##", "#", StringComparison.Ordinal);
}
