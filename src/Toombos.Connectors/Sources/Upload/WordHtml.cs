using System.Net;
using System.Text;
using System.Xml.Linq;
using static Toombos.Connectors.Sources.Upload.WordParts;

namespace Toombos.Connectors.Sources.Upload;

/// <summary>The body of a Word file as plain HTML, as its readers see it: deletions gone, insertions in, hidden text left out.</summary>
sealed class WordHtml(WordParts parts)
{
    const int DeepestList = 8, DeepestNode = 40;

    static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    readonly StringBuilder html = new("<body>");

    /// <summary>The lists that are open, by whether they are numbered.</summary>
    readonly Stack<bool> lists = new();

    public string Of(XElement document)
    {
        Blocks(document.Element(W + "body") ?? document, 0);
        Close(0);
        return html.ToString();
    }

    void Blocks(XElement parent, int depth)
    {
        if (depth > DeepestNode) return;
        foreach (var element in parent.Elements())
        {
            if (element.Name == W + "p") Paragraph(element);
            else if (element.Name == W + "tbl") Table(element, depth);
            else if (element.Name == W + "sdt") Blocks(element.Element(W + "sdtContent") ?? element, depth + 1);
            else if (element.Name == W + "ins" || element.Name == W + "moveTo" || element.Name == W + "smartTag" || element.Name == W + "customXml") Blocks(element, depth + 1);
        }
    }

    void Paragraph(XElement paragraph)
    {
        var properties = paragraph.Element(W + "pPr");
        if (parts.HeadingOf((string?)properties?.Element(W + "pStyle")?.Attribute(W + "val")) is { } level)
        {
            Close(0);
            Wrapped($"h{level}", paragraph);
            return;
        }
        var numbers = properties?.Element(W + "numPr");
        if ((string?)numbers?.Element(W + "numId")?.Attribute(W + "val") is { } number and not "0")
        {
            var depth = Math.Clamp((int?)numbers.Element(W + "ilvl")?.Attribute(W + "val") ?? 0, 0, DeepestList - 1);
            OpenTo(depth + 1, parts.IsOrdered(number, depth));
            html.Append("<li>");
            Words(paragraph, 0);
            return;
        }
        Close(0);
        Wrapped("p", paragraph);
    }

    void Table(XElement table, int depth)
    {
        Close(0);
        html.Append("<table>");
        foreach (var row in table.Elements(W + "tr"))
        {
            html.Append("<tr>");
            foreach (var cell in row.Elements(W + "tc"))
            {
                html.Append("<td>");
                foreach (var paragraph in cell.Elements(W + "p"))
                {
                    Words(paragraph, 0);
                    html.Append("<br>");
                }
                if (cell.Element(W + "tbl") is not null) Blocks(cell, depth + 1);
                html.Append("</td>");
            }
            html.Append("</tr>");
        }
        html.Append("</table>");
    }

    void Words(XElement parent, int depth)
    {
        if (depth > DeepestNode) return;
        foreach (var element in parent.Elements())
        {
            if (element.Name == W + "r") Run(element);
            else if (element.Name == W + "hyperlink" && parts.LinkOf((string?)element.Attribute(R + "id")) is { } link)
            {
                html.Append("<a href=\"").Append(WebUtility.HtmlEncode(link)).Append("\">");
                Words(element, depth + 1);
                html.Append("</a>");
            }
            else if (element.Name != W + "del" && element.Name != W + "moveFrom" && element.Name != W + "pPr") Words(element, depth + 1);
        }
    }

    void Run(XElement run)
    {
        var look = run.Element(W + "rPr");
        if (Is(look, "vanish") || Is(look, "strike") || Is(look, "dstrike")) return;
        var (bold, italic) = (Is(look, "b"), Is(look, "i"));
        html.Append(bold ? "<b>" : "").Append(italic ? "<i>" : "");
        foreach (var part in run.Elements())
        {
            if (part.Name == W + "t") html.Append(WebUtility.HtmlEncode(part.Value));
            else if (part.Name == W + "tab") html.Append(' ');
            else if (part.Name == W + "br" || part.Name == W + "cr") html.Append("<br>");
            else if (part.Name == W + "noBreakHyphen") html.Append('-');
        }
        html.Append(italic ? "</i>" : "").Append(bold ? "</b>" : "");
    }

    static bool Is(XElement? look, string name) => look?.Element(W + name) is { } mark && (string?)mark.Attribute(W + "val") is not ("0" or "false" or "none");

    void Wrapped(string tag, XElement paragraph)
    {
        html.Append('<').Append(tag).Append('>');
        Words(paragraph, 0);
        html.Append("</").Append(tag).Append('>');
    }

    void OpenTo(int depth, bool numbered)
    {
        Close(depth);
        if (lists.Count == depth && lists.Peek() != numbered) Close(depth - 1);
        while (lists.Count < depth)
        {
            lists.Push(numbered);
            html.Append(numbered ? "<ol>" : "<ul>");
        }
    }

    void Close(int depth)
    {
        while (lists.Count > depth) html.Append(lists.Pop() ? "</ol>" : "</ul>");
    }
}
