using System.Text.Json;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Sources.GoogleDocs;

/// <summary>A document as the Docs API gives it, as Markdown. With several tabs each becomes a section under its own title.</summary>
static class DocumentMarkdown
{
    const int DeepestTab = 5;

    public static string Of(JsonElement document)
    {
        var writer = new MarkdownWriter();
        if (document.At("tabs") is { ValueKind: JsonValueKind.Array } tabs && tabs.GetArrayLength() > 0)
        {
            var several = tabs.GetArrayLength() > 1 || tabs[0].Each("childTabs").Any();
            foreach (var tab in tabs.EnumerateArray()) Write(tab, several, 0, writer);
        }
        else
        {
            new TabMarkdown(document, 0, writer).Write();
        }
        return writer.ToString();
    }

    static void Write(JsonElement tab, bool several, int depth, MarkdownWriter writer)
    {
        if (several) writer.Heading(1 + depth, MarkdownText.Escape(tab.Text("tabProperties.title") ?? "Tab"));
        if (tab.At("documentTab") is { } content) new TabMarkdown(content, several ? 1 + depth : 0, writer).Write();
        if (depth >= DeepestTab) return;
        foreach (var child in tab.Each("childTabs")) Write(child, several, depth + 1, writer);
    }
}
