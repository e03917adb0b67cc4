using System.Text.Json;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Sources.GoogleDocs;

/// <summary>Reads the runs of a paragraph: text, chips, notes. Links to places within the document lead nowhere for readers, so their text stays alone.</summary>
sealed class ParagraphRuns(JsonElement tab)
{
    /// <summary>Where Google puts what it can't say in text.</summary>
    const char Private = '\uE907';

    static readonly string[] Typewriters = ["Courier New", "Consolas", "Roboto Mono", "Source Code Pro", "Inconsolata", "Fira Code", "Ubuntu Mono", "PT Mono", "Space Mono", "IBM Plex Mono", "JetBrains Mono"];

    /// <summary>Notes in the order in which they are met.</summary>
    public List<(string Number, string Id)> Footnotes { get; } = [];

    public IEnumerable<TextRun> Of(JsonElement paragraph)
    {
        foreach (var element in paragraph.Each("elements"))
        {
            foreach (var part in element.EnumerateObject())
            {
                if (part.Value.ValueKind == JsonValueKind.Object && Run(part.Name, part.Value) is { } run) yield return run;
            }
        }
    }

    TextRun? Run(string kind, JsonElement value) => kind switch
    {
        "textRun" => new(Clean(value.Text("content") ?? ""), MarksOf(value), value.Text("textStyle.link.url")),
        "person" => new(value.Text("personProperties.name") ?? value.Text("personProperties.email") ?? "", MarksOf(value)),
        "richLink" => new(value.Text("richLinkProperties.title") ?? value.Text("richLinkProperties.uri") ?? "", MarksOf(value), value.Text("richLinkProperties.uri")),
        "dateElement" => new(value.Text("dateElementProperties.displayText") ?? value.Text("dateElementProperties.timestamp") ?? "", MarksOf(value)),
        "footnoteReference" => Note(value),
        // Formulas are not told by the service; the gap is shown rather than hidden.
        "equation" => new("[formula]"),
        _ => null,
    };

    /// <summary>A picture that has an address of its own; others can be fetched for half an hour only, so of them the description stays.</summary>
    public string? Picture(string kept, string? id, string properties)
    {
        if (id is null || tab.Member(kept, id)?.At($"{properties}.embeddedObject") is not { } picture) return null;
        var words = MarkdownText.Escape((picture.Text("description") ?? picture.Text("title") ?? "").ReplaceLineEndings(" ").Trim());
        return MarkdownText.Target(picture.Text("imageProperties.sourceUri")) is { } address ? $"![{words}]({address})" : words.Length > 0 ? $"Picture: {words}" : null;
    }

    TextRun? Note(JsonElement value)
    {
        if (value.Text("footnoteId") is not { } id) return null;
        var number = value.Text("footnoteNumber") ?? (Footnotes.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Footnotes.Add((number, id));
        return new($" (note {number})");
    }

    static TextMarks MarksOf(JsonElement run)
    {
        if (run.At("textStyle") is not { } style) return TextMarks.None;
        return (style.IsTrue("bold") ? TextMarks.Bold : 0) | (style.IsTrue("italic") ? TextMarks.Italic : 0) | (style.IsTrue("strikethrough") ? TextMarks.Strike : 0)
            | (style.Text("weightedFontFamily.fontFamily") is { } font && Typewriters.Contains(font) ? TextMarks.Code : 0);
    }

    static string Clean(string text) => text.TrimEnd('\n').Replace(Private.ToString(), "", StringComparison.Ordinal);
}
