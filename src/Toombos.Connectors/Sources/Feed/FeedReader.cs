using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;

namespace Toombos.Connectors.Sources.Feed;

/// <summary>Tells the forms of feeds apart and reads them.</summary>
static partial class FeedReader
{
    /// <summary>What a text turned out to be.</summary>
    public abstract record Outcome
    {
        Outcome()
        {
        }

        public sealed record Read(ParsedFeed Feed) : Outcome;
        public sealed record NoFeed : Outcome;
        public sealed record Broken : Outcome;
        public sealed record Declares : Outcome;
    }

    public static Outcome Read(string text, Uri? address)
    {
        var start = text.AsSpan().TrimStart();
        if (start.StartsWith("{")) return Json(text, address);
        if (!start.StartsWith("<") || start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)) return new Outcome.NoFeed();
        if (Declaration().IsMatch(text)) return new Outcome.Declares();
        try
        {
            return Xml(start.ToString(), address);
        }
        catch (XmlException)
        {
            // The names of HTML's entities are not XML's, and feeds use them all the same
        }
        try
        {
            return Xml(Entity().Replace(start.ToString(), e => WebUtility.HtmlDecode(e.Value) is var letter && letter == e.Value ? "&amp;" + e.Value[1..] : letter), address);
        }
        catch (XmlException)
        {
            return new Outcome.Broken();
        }
    }

    static Outcome Xml(string text, Uri? address) => XmlFeed.Read(text, address) is { } feed ? new Outcome.Read(feed) : new Outcome.NoFeed();

    static Outcome Json(string text, Uri? address)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new() { MaxDepth = 32, AllowTrailingCommas = true });
            return JsonFeed.Read(json.RootElement, address) is { } feed ? new Outcome.Read(feed) : new Outcome.NoFeed();
        }
        // A text with half a letter is only found out when it is asked for
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException)
        {
            return new Outcome.Broken();
        }
    }

    [GeneratedRegex(@"&(?!(?:amp|lt|gt|quot|apos);|#x?[0-9a-fA-F]{1,6};)(?:[a-zA-Z][a-zA-Z0-9]{1,30};)?", RegexOptions.CultureInvariant)]
    private static partial Regex Entity();

    [GeneratedRegex(@"^\s*(?:<\?xml[^>]*>\s*)?<!DOCTYPE", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Declaration();
}
