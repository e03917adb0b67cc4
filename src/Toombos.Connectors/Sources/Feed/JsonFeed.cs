using System.Text.Json;
using Toombos.Connectors.Sources.Html;

namespace Toombos.Connectors.Sources.Feed;

/// <summary>JSON Feed 1.0 and 1.1.</summary>
static class JsonFeed
{
    /// <summary>Null when the object is something else.</summary>
    public static ParsedFeed? Read(JsonElement feed, Uri? address)
    {
        if (feed.ValueKind != JsonValueKind.Object || Text(feed, "version") is not { } version || !version.Contains("jsonfeed.org", StringComparison.OrdinalIgnoreCase)) return null;
        if (!feed.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array) return null;
        return new(Text(feed, "title") is { } title ? HtmlMarkdown.WordsOf(title) : null, [.. items.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object).Take(ParsedFeed.MostEntries).Select(i => Entry(i, address))]);
    }

    static SourceEntry Entry(JsonElement item, Uri? address)
    {
        var link = Text(item, "url") ?? Text(item, "external_url");
        var from = InlineMarkdown.Followed(link, address) is { } own ? new Uri(own) : address;
        var markdown = Text(item, "content_html") is { } html ? HtmlMarkdown.Of(Bounded(html), from) : HtmlMarkdown.OfText(Bounded(Text(item, "content_text") ?? Text(item, "summary") ?? ""));
        return FeedIdentity.Entry(Text(item, "id"), link, Text(item, "title"), markdown, address) with
        {
            Date = FeedDate.Of(Text(item, "date_published") ?? Text(item, "date_modified")),
            Author = Author(item),
            Tags = item.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Array
                ? [.. tags.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String).Select(t => HtmlMarkdown.WordsOf(t.GetString()!)).Where(t => t.Length is > 0 and <= 200).Distinct(StringComparer.OrdinalIgnoreCase).Take(20)] : [],
        };
    }

    static string? Author(JsonElement item)
    {
        if (item.TryGetProperty("authors", out var authors) && authors.ValueKind == JsonValueKind.Array && authors.GetArrayLength() > 0) return Name(authors[0]);
        return item.TryGetProperty("author", out var author) ? Name(author) : null;

        static string? Name(JsonElement person) => person.ValueKind == JsonValueKind.Object && Text(person, "name") is { } name && HtmlMarkdown.WordsOf(name) is { Length: > 0 and <= 200 } words ? words : null;
    }

    static string? Text(JsonElement of, string name) => !of.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    static string Bounded(string text) => text.Length <= ParsedFeed.LongestText ? text : text[..ParsedFeed.LongestText];
}
