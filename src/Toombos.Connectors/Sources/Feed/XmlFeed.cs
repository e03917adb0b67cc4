using System.Xml;
using System.Xml.Linq;
using Toombos.Connectors.Sources.Html;

namespace Toombos.Connectors.Sources.Feed;

/// <summary>RSS 0.9 to 2.0 and Atom, one entry in memory at a time. Nothing outside the text is ever asked for.</summary>
static class XmlFeed
{
    static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/", Dublin = "http://purl.org/dc/elements/1.1/", Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false, IgnoreComments = true, IgnoreProcessingInstructions = true };

    /// <summary>Null when the text is XML of another kind.</summary>
    public static ParsedFeed? Read(string text, Uri? address)
    {
        using var letters = new StringReader(text);
        using var reader = XmlReader.Create(letters, Settings);
        if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName is not ("rss" or "feed" or "RDF")) return null;
        var (title, entries, from) = ((string?)null, new List<SourceEntry>(), Based(reader.GetAttribute("xml:base"), address));
        reader.Read();
        while (!reader.EOF && entries.Count < ParsedFeed.MostEntries)
        {
            switch (reader.NodeType == XmlNodeType.Element ? reader.LocalName : null)
            {
                case null:
                    reader.Read();
                    break;
                case "channel":
                    from = Based(reader.GetAttribute("xml:base"), from);
                    reader.Read();
                    break;
                case "item" or "entry":
                    entries.Add(Entry((XElement)XNode.ReadFrom(reader), from));
                    break;
                case "title":
                    var named = ((XElement)XNode.ReadFrom(reader)).Value;
                    title ??= HtmlMarkdown.WordsOf(named);
                    break;
                case "link":
                    // Atom's links say what they are by attributes; RSS has the site's address as text
                    if (XNode.ReadFrom(reader) is XElement { HasAttributes: false } link) from = Based(link.Value, from);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return new(title is { Length: > 0 } ? title : null, entries);
    }

    static SourceEntry Entry(XElement entry, Uri? from)
    {
        var space = entry.Name.Namespace;
        from = Based((string?)entry.Attribute(XNamespace.Xml + "base"), from);
        var guid = entry.Element(space + "guid");
        var id = guid?.Value ?? entry.Element(space + "id")?.Value ?? (string?)entry.Attribute(Rdf + "about");
        var link = Link(entry, space) ?? (guid is not null && (string?)guid.Attribute("isPermaLink") != "false" && guid.Value.Trim().StartsWith("http", StringComparison.OrdinalIgnoreCase) ? guid.Value : null);
        var body = entry.Element(Content + "encoded") ?? entry.Element(space + "content") ?? entry.Element(space + "description") ?? entry.Element(space + "summary") ?? entry.Element(Dublin + "description");
        var start = body is null ? from : Based((string?)body.Attribute(XNamespace.Xml + "base"), InlineMarkdown.Followed(link, from) is { } own && !IsAtom(entry) ? new Uri(own) : from);
        return FeedIdentity.Entry(id, link, entry.Element(space + "title") is { } title ? Title(title) : null, body is null ? "" : Text(body, start), from) with
        {
            Date = FeedDate.Of(First(entry, space + "pubDate", space + "published", space + "issued", Dublin + "date", space + "updated", space + "modified")),
            Author = Words(entry.Element(space + "author")?.Element(space + "name")?.Value ?? entry.Element(Dublin + "creator")?.Value ?? (IsAtom(entry) ? null : entry.Element(space + "author")?.Value)),
            Tags = [.. entry.Elements(space + "category").Select(c => Words((string?)c.Attribute("label") ?? (string?)c.Attribute("term") ?? c.Value)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Take(20)],
        };
    }

    static string? Link(XElement entry, XNamespace space)
    {
        var links = entry.Elements().Where(e => e.Name.LocalName == "link").ToList();
        return links.Find(l => l.Name.Namespace == space && (string?)l.Attribute("href") is null && l.Value.Trim().Length > 0)?.Value
            ?? (string?)links.Find(l => (string?)l.Attribute("rel") is null or "alternate" && l.Attribute("href") is not null)?.Attribute("href");
    }

    static string Text(XElement body, Uri? from)
    {
        var type = (string?)body.Attribute("type");
        var inner = type is "xhtml" ? string.Concat(body.Nodes()) : body.Value;
        if (inner.Length > ParsedFeed.LongestText) inner = inner[..ParsedFeed.LongestText];
        return IsAtom(body) && type is null or "text" or "text/plain" ? HtmlMarkdown.OfText(inner) : HtmlMarkdown.Of(inner, from);
    }

    static string Title(XElement title) =>
        (string?)title.Attribute("type") == "xhtml" ? title.Value : IsAtom(title) && (string?)title.Attribute("type") is null or "text" ? title.Value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal) : title.Value;

    static bool IsAtom(XElement element) => element.Name.NamespaceName is "http://www.w3.org/2005/Atom" or "http://purl.org/atom/ns#";

    static string? First(XElement entry, params ReadOnlySpan<XName> names)
    {
        foreach (var name in names)
            if (entry.Element(name)?.Value is { Length: > 0 } value) return value;
        return null;
    }

    static string? Words(string? text) => text is null ? null : HtmlMarkdown.WordsOf(text) is { Length: > 0 and <= 200 } words ? words : null;

    static Uri? Based(string? link, Uri? from) => InlineMarkdown.Followed(link, from) is { } address ? new(address) : from;
}
