using System.Globalization;
using System.Xml.Linq;

namespace Toombos.Connectors.Sources.Upload;

/// <summary>What the other parts of a Word file say about its text: which styles are headings, which lists are numbered, where links lead.</summary>
sealed class WordParts
{
    public static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    readonly Dictionary<string, int> headings = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> links = new(StringComparer.Ordinal);
    readonly HashSet<(string Number, int Level)> ordered = [];

    public WordParts(XElement? styles, XElement? numbering, XElement? relations)
    {
        foreach (var style in styles?.Elements(W + "style") ?? [])
            if ((string?)style.Attribute(W + "styleId") is { } id && LevelOf(style) is { } level) headings[id] = level;
        Numbers(numbering);
        foreach (var relation in relations?.Elements() ?? [])
            if ((string?)relation.Attribute("Id") is { } id && (string?)relation.Attribute("TargetMode") == "External" && (string?)relation.Attribute("Target") is { } target) links[id] = target;
    }

    public int? HeadingOf(string? style) => style is not null && headings.TryGetValue(style, out var level) ? level : null;

    public bool IsOrdered(string number, int level) => ordered.Contains((number, level));

    public string? LinkOf(string? id) => id is not null ? links.GetValueOrDefault(id) : null;

    /// <summary>The name of a built-in style is English in the file whatever language Word speaks.</summary>
    static int? LevelOf(XElement style)
    {
        var name = (string?)style.Element(W + "name")?.Attribute(W + "val") ?? "";
        if (name.Equals("title", StringComparison.OrdinalIgnoreCase)) return 1;
        if (name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(8), CultureInfo.InvariantCulture, out var level) && level is >= 1 and <= 9) return Math.Min(level, 6);
        return (int?)style.Element(W + "pPr")?.Element(W + "outlineLvl")?.Attribute(W + "val") is { } outline and >= 0 and < 9 ? Math.Min(outline + 1, 6) : null;
    }

    void Numbers(XElement? numbering)
    {
        if (numbering is null) return;
        var kinds = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var kind in numbering.Elements(W + "abstractNum"))
            if ((string?)kind.Attribute(W + "abstractNumId") is { } id)
                kinds[id] = [.. kind.Elements(W + "lvl").Where(l => (string?)l.Element(W + "numFmt")?.Attribute(W + "val") is not (null or "bullet" or "none")).Select(l => (int?)l.Attribute(W + "ilvl") ?? 0)];
        foreach (var number in numbering.Elements(W + "num"))
            if ((string?)number.Attribute(W + "numId") is { } id && (string?)number.Element(W + "abstractNumId")?.Attribute(W + "val") is { } kind)
                foreach (var level in kinds.GetValueOrDefault(kind) ?? []) ordered.Add((id, level));
    }
}
