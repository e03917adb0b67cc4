using AngleSharp.Dom;

namespace Toombos.Connectors.Sources.Html;

/// <summary>Tables of data as Markdown tables; tables that only arrange a page are no tables.</summary>
static class HtmlTable
{
    const int MostColumns = 40;

    /// <summary>Null when the table arranges rather than says something.</summary>
    public static string? Of(IElement table, InlineMarkdown inline)
    {
        if (table.GetAttribute("role") is "presentation" or "none" || table.QuerySelector("table,ul,ol,blockquote,pre,h1,h2,h3,p + p") is not null) return null;
        var rows = table.QuerySelectorAll("tr").Select(row => row.Children.Where(IsCell).Take(MostColumns).Select(cell => Cell(cell, inline)).ToList()).Where(row => row.Exists(c => c.Length > 0)).ToList();
        var columns = rows.Count == 0 ? 0 : rows.Max(r => r.Count);
        if (columns < 2) return null;
        var lines = rows.Select(row => Line(Enumerable.Range(0, columns).Select(i => i < row.Count ? row[i] : ""))).ToList();
        lines.Insert(1, Line(Enumerable.Repeat("---", columns)));
        return string.Join('\n', lines);
    }

    public static IEnumerable<IElement> Cells(IElement table) =>
        table.QuerySelectorAll("td,th,caption").Where(cell => cell.Closest("table") == table && !InlineMarkdown.IsHidden(cell));

    static bool IsCell(IElement element) => element.LocalName is "td" or "th" && !InlineMarkdown.IsHidden(element);

    static string Cell(IElement cell, InlineMarkdown inline) => inline.Of(cell.ChildNodes).Replace("\\\n", " ", StringComparison.Ordinal);

    static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
