using System.Text.Json;
using System.Xml;
using Toombos.Connectors.Http;
using Toombos.Connectors.Sources.Feed;

namespace Toombos.Connectors.Sources.WebSub;

/// <summary>Finds the hub and the own address that a feed names: in the answer's headers, else in the feed itself, as WebSub says.</summary>
static class HubLinks
{
    const string Atom = "http://www.w3.org/2005/Atom";

    public static FeedHub? Of(HttpAnswer.Answered answer)
    {
        var (hub, self) = (default(string), default(string));
        void Take(string rel, string? address)
        {
            if (address is null || answer.Address is not { } from || !Uri.TryCreate(from, address, out var found) || found.Scheme is not ("http" or "https")) return;
            foreach (var name in rel.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (name.Equals("hub", StringComparison.OrdinalIgnoreCase)) hub ??= found.AbsoluteUri;
                if (name.Equals("self", StringComparison.OrdinalIgnoreCase)) self ??= found.AbsoluteUri;
            }
        }
        if (answer.Headers?.TryGetValues("Link", out var headers) == true)
            foreach (var link in headers.SelectMany(h => h.Split(','))) Header(link, Take);
        if (hub is null && FeedText.Decode(answer.Body.Span, answer.ContentType?.CharSet) is { } text)
        {
            self = null;
            if (text.AsSpan().TrimStart().StartsWith("{")) Json(answer.Body, Take);
            else Xml(text.TrimStart(), Take);
        }
        return hub is null ? null : new(hub, self ?? answer.Address!.AbsoluteUri);
    }

    static void Header(string link, Action<string, string?> take)
    {
        var (from, to) = (link.IndexOf('<', StringComparison.Ordinal), link.IndexOf('>', StringComparison.Ordinal));
        if (from < 0 || to < from) return;
        var rel = link[(to + 1)..].Split(';').Select(p => p.Trim()).FirstOrDefault(p => p.StartsWith("rel=", StringComparison.OrdinalIgnoreCase));
        if (rel is not null) take(rel[4..].Trim('"', ' '), link[(from + 1)..to]);
    }

    /// <summary>What stands before the first entry.</summary>
    static void Xml(string text, Action<string, string?> take)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.LocalName is "item" or "entry") return;
                if (reader.LocalName == "link" && reader.NamespaceURI == Atom && reader.GetAttribute("rel") is { } rel) take(rel, reader.GetAttribute("href"));
            }
        }
        catch (XmlException)
        {
            return; // what was found before counts; whether the feed can be read is said by its reading
        }
    }

    static void Json(ReadOnlyMemory<byte> body, Action<string, string?> take)
    {
        if (JsonPath.Object(body) is not { } feed) return;
        take("hub", feed.Each("hubs").Where(h => h.ValueKind == JsonValueKind.Object && h.Text("type")?.Equals("WebSub", StringComparison.OrdinalIgnoreCase) == true).Select(h => h.Text("url")).FirstOrDefault());
        take("self", feed.Text("feed_url"));
    }
}
