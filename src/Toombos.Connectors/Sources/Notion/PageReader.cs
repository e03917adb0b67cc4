using System.Text.Json;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Sources.Notion;

/// <summary>Writes the blocks of a page, and those nested in them, as Markdown.</summary>
sealed class PageReader(NotionApi api, Func<string, string, CancellationToken, Task<string?>> keep, int mostBlocks)
{
    const int Deepest = 12;

    int _blocks;

    /// <summary>Whether something came from another page, which may change without this one being edited.</summary>
    public bool Borrows { get; private set; }

    /// <param name="shift">By how many levels headings move down.</param>
    public Task WriteAsync(string parent, int shift, MarkdownWriter writer, CancellationToken ct) => ChildrenAsync(parent, new(shift, 0, 0), writer, ct);

    async Task ChildrenAsync(string parent, Place place, MarkdownWriter writer, CancellationToken ct)
    {
        if (place.Depth > Deepest) return;
        await foreach (var block in api.ListAsync($"blocks/{parent}/children", query: false, ct))
        {
            Count();
            if (block.Text("type") is { } type && block.Text("id") is { } id) await BlockAsync(type, id, block, place, writer, ct);
        }
    }

    void Count()
    {
        if (++_blocks > mostBlocks) throw new NotionException(new SourceReading.Refused("source.too-large", $"The page has more than {mostBlocks} blocks. Split it."));
    }

    async Task BlockAsync(string type, string id, JsonElement block, Place place, MarkdownWriter writer, CancellationToken ct)
    {
        var (text, nested) = (block.Each($"{type}.rich_text").ToList(), block.IsTrue("has_children"));
        switch (type)
        {
            case "heading_1" or "heading_2" or "heading_3" or "heading_4":
                writer.Heading(type[^1] - '0' + Math.Max(1, place.Shift), RowText.Of(text, cell: true));
                break;
            case "bulleted_list_item" or "numbered_list_item" or "to_do":
                writer.Item(place.List, type == "numbered_list_item", type, RowText.Of(text), type == "to_do" ? block.IsTrue("to_do.checked") : null);
                if (nested) await ChildrenAsync(id, place with { List = place.List + 1, Depth = place.Depth + 1 }, writer, ct);
                return;
            case "quote" or "callout":
                await QuoteAsync(id, text, nested, place, writer, ct);
                return;
            case "code":
                writer.Code(block.Text("code.language") ?? "", RowText.Plain(text));
                return;
            case "equation":
                writer.Code("math", block.Text("equation.expression") ?? "");
                return;
            case "divider":
                writer.Rule();
                return;
            case "table":
                await TableAsync(id, writer, ct);
                return;
            case "image" or "video" or "file" or "pdf" or "audio":
                await MediaAsync(type, block, writer, ct);
                return;
            case "bookmark" or "embed" or "link_preview":
                if (MarkdownText.Target(block.Text($"{type}.url")) is { } target)
                    writer.Raw($"[{(RowText.Plain(block.Each($"{type}.caption")) is { Length: > 0 } words ? MarkdownText.Escape(words) : MarkdownText.Escape(block.Text($"{type}.url")!))}]({target})");
                return;
            case "synced_block" when block.Text("synced_block.synced_from.block_id") is { } from:
                Borrows = true;
                await ChildrenAsync(from, place with { Depth = place.Depth + 1 }, writer, ct);
                return;
            case "child_page" or "child_database":
                // A page of its own, and a source of its own.
                writer.Paragraph("", MarkdownText.Escape(block.Text($"{type}.title") ?? ""));
                return;
            case "table_of_contents" or "breadcrumb" or "link_to_page" or "unsupported" or "template":
                return;
            default:
                if (text.Count > 0) writer.Paragraph(RowText.Plain(text), RowText.Of(text));
                break;
        }
        // What is folded below a heading or a toggle, stands in columns, or is indented below a paragraph, follows in its order.
        if (nested) await ChildrenAsync(id, place with { Depth = place.Depth + 1 }, writer, ct);
    }

    async Task QuoteAsync(string id, List<JsonElement> text, bool nested, Place place, MarkdownWriter writer, CancellationToken ct)
    {
        var inner = new MarkdownWriter();
        inner.Paragraph(RowText.Plain(text), RowText.Of(text));
        if (nested) await ChildrenAsync(id, place with { List = 0, Depth = place.Depth + 1 }, inner, ct);
        writer.Quote(inner.ToString());
    }

    async Task TableAsync(string id, MarkdownWriter writer, CancellationToken ct)
    {
        var rows = new List<IReadOnlyList<string>>();
        await foreach (var row in api.ListAsync($"blocks/{id}/children", query: false, ct))
        {
            Count();
            rows.Add([.. row.Each("table_row.cells").Select(cell => RowText.Of(cell.ValueKind == JsonValueKind.Array ? cell.EnumerateArray() : [], cell: true))]);
        }
        writer.Table(rows);
    }

    /// <summary>Addresses of files that lie at Notion are good for an hour only. Pictures are kept; of everything else, and of what can't be kept, the caption stays.</summary>
    async Task MediaAsync(string type, JsonElement block, MarkdownWriter writer, CancellationToken ct)
    {
        var words = MarkdownText.Escape(RowText.Plain(block.Each($"{type}.caption")).ReplaceLineEndings(" "));
        var name = MarkdownText.Escape(block.Text($"{type}.name") ?? "");
        var kept = type == "image" && block.Text("image.file.url") is { } brief && MarkdownText.Target(brief) is not null ? await keep(brief, NameOf(brief), ct) : null;
        if (MarkdownText.Target(kept ?? block.Text($"{type}.external.url")) is { } address) writer.Raw(type == "image" ? $"![{words}]({address})" : $"[{(words.Length > 0 ? words : name.Length > 0 ? name : address)}]({address})");
        else if (words.Length > 0) writer.Paragraph("", type == "image" ? $"Picture: {words}" : words);
    }

    static string NameOf(string address) => Uri.UnescapeDataString(new Uri(address).AbsolutePath.Split('/')[^1]);

    /// <param name="List">How deep in lists.</param>
    /// <param name="Depth">How deep in anything.</param>
    readonly record struct Place(int Shift, int List, int Depth);
}
