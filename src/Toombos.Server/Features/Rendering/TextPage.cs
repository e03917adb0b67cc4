using System.Text;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Rendering;

/// <summary>Sets text in lines of at most 72 characters, as mail readers expect; addresses are never broken.</summary>
sealed class TextPage
{
    const int Width = 72;

    readonly StringBuilder page = new();

    public void Title(string text)
    {
        var bar = new string('=', Math.Min(Width, Widest(text)));
        Block(bar);
        page.Append('\n');
        Wrap(text, "", "");
        page.Append('\n').Append(bar);
    }

    /// <summary>A heading, underlined.</summary>
    public void Heading(string text, string? url, char line)
    {
        Gap(2);
        Wrap(text, "", "");
        page.Append('\n').Append(line, Math.Min(Width, Widest(text)));
        if (url is not null) page.Append('\n').Append(url);
    }

    public void Paragraph(string text)
    {
        Gap(1);
        Wrap(text, "", "");
    }

    /// <summary>Lines that stay as they are.</summary>
    public void Lines(string text)
    {
        Gap(1);
        page.AppendJoin('\n', text.Split('\n').Select(l => l.Trim()));
    }

    public void Elements(IEnumerable<Element> elements)
    {
        foreach (var element in elements) Add(element);
    }

    void Add(Element element)
    {
        switch (element.Kind)
        {
            case "heading":
                Heading(element.Text, element.Url, '-');
                break;
            case "list":
                Gap(1);
                Entries(element.Entries, "  ");
                break;
            case "quote":
                for (var i = 0; i < element.Paragraphs.Count; i++)
                {
                    if (i == 0) Gap(1);
                    else page.Append("\n>\n");
                    Wrap(Inline(element.Paragraphs[i]), "> ", "> ");
                }
                break;
            case "code":
                Gap(1);
                page.Append("    ").AppendJoin("\n    ", element.Text.Split('\n'));
                break;
            case "table":
                Gap(1);
                page.AppendJoin('\n', element.Rows.Select((row, i) => Row(row) + (row.IsHeader && i == 0 ? "\n" + new string('-', Math.Min(Width, Row(row).Length)) : "")));
                break;
            case "image":
                Paragraph(element.Text.Length > 0 ? $"[{element.Text}] <{element.Url}>" : $"<{element.Url}>");
                break;
            case "action":
                Gap(1);
                Wrap($"→ {element.Text}", "", "  ");
                page.Append("\n  ").Append(element.Url);
                break;
            default:
                Paragraph(Inline(element.Runs));
                break;
        }
    }

    void Entries(IReadOnlyList<ListEntry> entries, string indent)
    {
        foreach (var entry in entries)
        {
            if (page[^1] != '\n') page.Append('\n');
            Wrap(Inline(entry.Runs), indent + "- ", indent + "  ");
            Entries(entry.Entries, indent + "  ");
        }
    }

    static string Row(TableLine row) => string.Join(" | ", row.Cells.Select(Inline));

    static string Inline(IReadOnlyList<TextRun> runs) =>
        string.Concat(runs.Select(r => r.Url is null || r.Url == r.Text || r.Url == "mailto:" + r.Text ? r.Text : $"{r.Text} <{r.Url}>"));

    void Block(string text)
    {
        Gap(1);
        page.Append(text);
    }

    void Gap(int lines)
    {
        if (page.Length > 0) page.Append('\n', lines + 1);
    }

    void Wrap(string text, string first, string next)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0) page.Append('\n');
            WrapLine(lines[i], i == 0 ? first : next, next);
        }
    }

    void WrapLine(string line, string first, string next)
    {
        page.Append(first);
        var used = first.Length;
        var empty = true;
        foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(TextWidth.Breakable))
        {
            var width = TextWidth.Of(word.Text);
            var space = !empty && word.AfterSpace ? 1 : 0;
            if (!empty && used + space + width > Width)
            {
                page.Append('\n').Append(next);
                used = next.Length;
                space = 0;
            }
            page.Append(' ', space).Append(word.Text);
            used += space + width;
            empty = false;
        }
    }

    static int Widest(string text) => text.Split('\n').Max(TextWidth.Of);

    public override string ToString() => page.Append('\n').ToString();
}
