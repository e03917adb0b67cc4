using System.Text.Json;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Sources.GoogleDocs;

/// <summary>One tab of a document: paragraphs, lists, tables and the footnotes at its end.</summary>
/// <param name="shift">By how many levels its headings move down.</param>
sealed class TabMarkdown(JsonElement tab, int shift, MarkdownWriter writer)
{
    readonly ParagraphRuns _runs = new(tab);

    /// <summary>Where there is a title, headings of the first level stand below it.</summary>
    readonly int _below = shift + (tab.Each("body.content").Any(e => e.Text("paragraph.paragraphStyle.namedStyleType") == "TITLE") ? 1 : 0);

    public void Write()
    {
        Write(tab.Each("body.content"));
        foreach (var (number, id) in _runs.Footnotes)
        {
            var note = string.Join(' ', tab.Member("footnotes", id)?.Each("content").Select(e => e.At("paragraph") is { } p ? MarkdownText.Of(_runs.Of(p), cell: true).Trim() : "") ?? []).Trim();
            if (note.Length > 0) writer.Paragraph(note, $"Note {number}: {note}");
        }
    }

    void Write(IEnumerable<JsonElement> content)
    {
        foreach (var element in content)
        {
            if (element.At("paragraph") is { } paragraph) Paragraph(paragraph);
            else if (element.At("table") is { } table) Table(table);
            // A table of contents repeats headings; a break between sections says nothing.
        }
    }

    void Paragraph(JsonElement paragraph)
    {
        var runs = _runs.Of(paragraph).ToList();
        var plain = string.Concat(runs.Select(r => r.Text));
        var style = paragraph.Text("paragraphStyle.namedStyleType");
        if (plain.Trim().Length > 0)
        {
            if (LevelOf(style) is { } level) writer.Heading(level, MarkdownText.Of(runs.Select(r => r with { Marks = r.Marks & TextMarks.Code }), cell: true));
            else if (paragraph.At("bullet") is { } bullet) Item(bullet, runs);
            else writer.Paragraph(plain, MarkdownText.Of(runs));
        }
        if (paragraph.Each("elements").Any(e => e.At("horizontalRule") is not null)) writer.Rule();
        foreach (var picture in paragraph.Each("positionedObjectIds").Select(id => _runs.Picture("positionedObjects", id.GetString(), "positionedObjectProperties")).Where(p => p is not null)) writer.Raw(picture!);
        foreach (var picture in paragraph.Each("elements").Select(e => _runs.Picture("inlineObjects", e.Text("inlineObjectElement.inlineObjectId"), "inlineObjectProperties")).Where(p => p is not null)) writer.Raw(picture!);
    }

    void Item(JsonElement bullet, List<TextRun> runs)
    {
        var (list, level) = (bullet.Text("listId") ?? "", (int)(bullet.Number("nestingLevel") ?? 0));
        var glyph = tab.Member("lists", list)?.Each("listProperties.nestingLevels").ElementAtOrDefault(level);
        var ordered = glyph is { ValueKind: JsonValueKind.Object } known && known.Text("glyphType") is "DECIMAL" or "ZERO_DECIMAL" or "UPPER_ALPHA" or "ALPHA" or "UPPER_ROMAN" or "ROMAN";
        writer.Item(level, ordered, list, MarkdownText.Of(runs));
    }

    void Table(JsonElement table)
    {
        var rows = table.Each("tableRows").Select(r => r.Each("tableCells").ToList()).ToList();
        // A frame around text is drawn as a table of one cell.
        if (rows is [[var only]])
        {
            Write(only.Each("content"));
            return;
        }
        var columns = (int)Math.Clamp(table.Number("columns") ?? 0, 0, 200);
        writer.Table([.. rows.Select(row => Row(row, columns))]);
    }

    /// <summary>Of joined cells the text stands in the first; those that it covers are empty, whether or not the service lists them.</summary>
    List<string> Row(List<JsonElement> cells, int columns)
    {
        var row = new List<string>();
        foreach (var cell in cells)
        {
            row.Add(CellOf(cell));
            var covered = cells.Count < columns ? (int)Math.Clamp(cell.Number("tableCellStyle.columnSpan") ?? 1, 1, 200) - 1 : 0;
            row.AddRange(Enumerable.Repeat("", Math.Min(covered, columns - Math.Min(columns, row.Count))));
        }
        return row;
    }

    string CellOf(JsonElement cell) => string.Join(' ', cell.Each("content").Select(e =>
        e.At("paragraph") is { } p ? MarkdownText.Of(_runs.Of(p), cell: true).Trim()
        : e.At("table") is { } inner ? string.Join(' ', inner.Each("tableRows").SelectMany(r => r.Each("tableCells")).Select(CellOf)) : "").Where(t => t.Length > 0));

    int? LevelOf(string? style) => style switch
    {
        "TITLE" => 1 + shift,
        { Length: 9 } when style.StartsWith("HEADING_", StringComparison.Ordinal) && style[8] is >= '1' and <= '6' => style[8] - '0' + _below,
        _ => null,
    };
}
