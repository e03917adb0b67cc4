using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Toombos.Connectors.Sources.Feed;

namespace Toombos.Connectors.Sources.Page;

/// <summary>What a page says of itself in its head: its lasting address, and when it was published.</summary>
sealed record PageStatements(string? Canonical, DateTimeOffset? Published)
{
    const int MostBlocks = 20, LongestBlock = 200_000, Deepest = 6;

    public static PageStatements Of(IHtmlDocument page) => new(
        page.QuerySelector("link[rel~=canonical][href]")?.GetAttribute("href"),
        page.QuerySelectorAll("script[type='application/ld+json']").Take(MostBlocks).Select(s => Stated(s.TextContent)).FirstOrDefault(d => d is not null)
            ?? FeedDate.Of(page.QuerySelector("meta[property='article:published_time']")?.GetAttribute("content")));

    static DateTimeOffset? Stated(string json)
    {
        if (json.Length > LongestBlock) return null;
        try
        {
            using var read = JsonDocument.Parse(json, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 });
            return Found(read.RootElement, 0);
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    static DateTimeOffset? Found(JsonElement element, int depth)
    {
        if (depth > Deepest) return null;
        if (element.ValueKind == JsonValueKind.Array) return element.EnumerateArray().Select(e => Found(e, depth + 1)).FirstOrDefault(d => d is not null);
        if (element.ValueKind != JsonValueKind.Object) return null;
        foreach (var name in (string[])["datePublished", "dateCreated", "dateModified"])
            if (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && FeedDate.Of(value.GetString()) is { } date) return date;
        foreach (var name in (string[])["@graph", "mainEntity", "mainEntityOfPage"])
            if (element.TryGetProperty(name, out var inner) && Found(inner, depth + 1) is { } date) return date;
        return null;
    }
}
