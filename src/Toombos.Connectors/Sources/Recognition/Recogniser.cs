using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Toombos.Connectors.Http;
using Toombos.Connectors.Sources.Feed;
using Toombos.Connectors.Sources.Html;
using Toombos.Connectors.Sources.Page;

namespace Toombos.Connectors.Sources.Recognition;

/// <summary>Tells what kind of source an address is: by its form where that is enough, else by one look at it.</summary>
public sealed class Recogniser(OutboundHttp http)
{
    const int MostFeeds = 10, Largest = 3 * 1024 * 1024;

    /// <param name="withAccount">Whether it is to be read with an account.</param>
    public async Task<Recognised> LookAsync(string address, CancellationToken ct, bool withAccount = false)
    {
        if (KnownAddress.Of(address, withAccount) is { } known) return known;
        return await http.GetAsync(address, headers => WebReading.Ask(headers, "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, application/feed+json, text/markdown, text/plain;q=0.9, */*;q=0.1", null), ct: ct) switch
        {
            HttpAnswer.Answered { Status: >= 200 and < 300 } answer => Look(address, answer),
            var other => WebReading.Of(other, null, _ => new SourceReading.Unchanged()) switch
            {
                SourceReading.Refused refused => new(null, address, false) { Sentence = refused.Sentence },
                SourceReading.Unreachable away => new(null, address, false) { Sentence = away.Sentence },
                _ => new(null, address, false),
            },
        };
    }

    static Recognised Look(string address, HttpAnswer.Answered answer)
    {
        var type = answer.ContentType?.MediaType?.ToLowerInvariant() ?? "";
        if (type is "text/html" or "application/xhtml+xml") return Page(address, answer);
        if (FeedText.Decode(answer.Body.Span, answer.ContentType?.CharSet) is not { } text)
            return new(null, address, false) { Sentence = $"The address holds {(type.Length == 0 ? "something" : type)} that is no text. Download the file and upload it instead." };
        switch (FeedReader.Read(text, answer.Address))
        {
            case FeedReader.Outcome.Read(var feed): return new("feed", address, true) { Title = feed.Title };
            case FeedReader.Outcome.Declares or FeedReader.Outcome.Broken when type.Contains("xml", StringComparison.Ordinal) || type.Contains("json", StringComparison.Ordinal):
                return new("feed", address, false) { Sentence = "This looks like a feed, but it is damaged or declares entities of its own, so it can't be read." };
        }
        var start = text.AsSpan().TrimStart();
        if (start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)) return Page(address, answer);
        if (type is "" or "text/markdown" or "text/x-markdown" or "text/plain" or "application/octet-stream") return new("url", address, true) { Title = Heading(text) };
        return new(null, address, false) { Sentence = $"The address holds {type}, which can't be read as a document. Use a page, a feed or raw Markdown." };
    }

    static Recognised Page(string address, HttpAnswer.Answered answer)
    {
        if (answer.Body.Length > Largest || PageText.Decode(answer.Body.Span, answer.ContentType?.CharSet) is not { } html || PageText.Parse(html) is not { } page)
            return new("page", address, false) { Sentence = "The page is too large or nested too deeply to be read. Paste its text instead." };
        using (page) return new("page", address, true) { Title = HtmlMarkdown.WordsOf(page.QuerySelector("title")?.TextContent.Replace("<", "&lt;", StringComparison.Ordinal) ?? "") is { Length: > 0 } title ? title : null, Feeds = Feeds(page, answer.Address!) };
    }

    static List<OfferedFeed> Feeds(IHtmlDocument page, Uri address) =>
        [.. page.QuerySelectorAll("link[rel~=alternate][href]")
            .Where(l => l.GetAttribute("type")?.ToLowerInvariant() is "application/rss+xml" or "application/atom+xml" or "application/feed+json" or "application/rdf+xml")
            .Select(l => InlineMarkdown.Followed(l.GetAttribute("href"), address) is { } url ? new OfferedFeed(url, l.GetAttribute("title")) : null)
            .OfType<OfferedFeed>().DistinctBy(f => f.Address).Take(MostFeeds)];

    static string? Heading(string markdown) =>
        markdown.Split('\n', 50).Select(l => l.Trim()).FirstOrDefault(l => l.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim();
}
