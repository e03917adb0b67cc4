using System.Text.Json;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Sources.Notion;

/// <summary>Rich text and the fields of a row.</summary>
static class RowText
{
    public static string TitleOf(JsonElement page) => page.At("properties") is { ValueKind: JsonValueKind.Object } fields
        ? fields.EnumerateObject().Where(f => f.Value.Text("type") == "title").Select(f => Of(f.Value.Each("title"))).FirstOrDefault() ?? "" : "";

    /// <summary>Fields that say something, as labels; the title is the heading already.</summary>
    public static void Write(JsonElement row, MarkdownWriter writer)
    {
        if (row.At("properties") is not { ValueKind: JsonValueKind.Object } fields) return;
        foreach (var field in fields.EnumerateObject())
        {
            if (field.Value.Text("type") is not (null or "title") and var type && Value(type, field.Value) is { Length: > 0 } value)
                writer.Item(0, ordered: false, "fields", $"**{MarkdownText.Escape(field.Name)}:** {value}");
        }
    }

    /// <summary>Rich text as Markdown.</summary>
    public static string Of(IEnumerable<JsonElement> text, bool cell = false) => MarkdownText.Of(text.Select(Run), cell);

    public static string Plain(IEnumerable<JsonElement> text) => string.Concat(text.Select(t => t.Text("plain_text")));

    static TextRun Run(JsonElement text)
    {
        var said = text.Text("plain_text") ?? "";
        var marks = (text.IsTrue("annotations.bold") ? TextMarks.Bold : 0) | (text.IsTrue("annotations.italic") ? TextMarks.Italic : 0)
            | (text.IsTrue("annotations.strikethrough") ? TextMarks.Strike : 0) | (text.IsTrue("annotations.code") ? TextMarks.Code : 0);
        return text.Text("type") switch
        {
            "equation" => new(text.Text("equation.expression") ?? said, TextMarks.Code),
            // People, dates and templates are told by their words; pages by their title, which leads readers nowhere.
            "mention" => new(said, marks, text.Text("mention.link_mention.href") ?? text.Text("mention.link_preview.url")),
            _ => new(said, marks, text.Text("text.link.url") ?? text.Text("href")),
        };
    }

    static string? Value(string type, JsonElement field) => type switch
    {
        "rich_text" => Of(field.Each("rich_text"), cell: true),
        "number" or "url" or "email" or "phone_number" => Plainly(field.Text(type)),
        "select" or "status" => Plainly(field.Text($"{type}.name")),
        "multi_select" => Listed(field.Each("multi_select").Select(o => o.Text("name"))),
        "people" => Listed(field.Each("people").Select(p => p.Text("name"))),
        "created_by" or "last_edited_by" => null,
        "date" => Day(field.At("date")),
        "checkbox" => field.IsTrue("checkbox") ? "yes" : "no",
        "files" => string.Join(", ", field.Each("files").Select(f => MarkdownText.Target(f.Text("external.url")) is { } address ? $"[{MarkdownText.Escape(f.Text("name") ?? "File")}]({address})" : MarkdownText.Escape(f.Text("name") ?? ""))),
        "formula" => field.Text("formula.type") is { } kind ? kind == "date" ? Day(field.At("formula.date")) : kind == "boolean" ? field.IsTrue("formula.boolean") ? "yes" : "no" : Plainly(field.Text($"formula.{kind}")) : null,
        "unique_id" => Plainly(field.Text("unique_id.prefix") is { } prefix ? $"{prefix}-{field.Text("unique_id.number")}" : field.Text("unique_id.number")),
        _ => null,
    };

    static string? Day(JsonElement? date)
    {
        if (date?.Text("start") is not { } start) return null;
        return date.Value.Text("end") is { } end ? $"{start} – {end}" : start;
    }

    static string? Plainly(string? text) => text is null ? null : MarkdownText.Escape(text.ReplaceLineEndings(" "));

    static string? Listed(IEnumerable<string?> names) => Plainly(string.Join(", ", names.Where(n => n is not null)));
}
