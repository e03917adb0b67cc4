using Toombos.Connectors.Http;

namespace Toombos.Connectors.Sources.Feed;

/// <summary>Reads RSS, Atom and JSON feeds, and asks first whether they changed.</summary>
public sealed class FeedSource(OutboundHttp http) : ISource
{
    internal const string Accepted = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1";

    static readonly SourceReading.Refused NoFeed = new(
        "source.not-a-feed", "There is no feed at this address: neither RSS, Atom nor JSON Feed. Use the address of the feed itself, which the site's pages usually name.");

    static readonly SourceReading.Refused Broken = new(
        "source.feed-damaged", "The feed can't be read: it is cut off, or its XML or JSON is wrong. Tell whoever runs the site; a feed validator shows them the line.");

    static readonly SourceReading.Refused Forbidden = new(
        "source.feed-declarations", "The feed declares entities of its own (a DTD), which is not read because it can be used to attack readers. Ask for a plain RSS or Atom feed.");

    public string Kind => "feed";

    public async Task<SourceReading> ReadAsync(string address, string? revision, SourceVisit visit, CancellationToken ct) =>
        WebReading.Of(await http.GetAsync(address, headers => WebReading.Ask(headers, Accepted, revision), ct: ct), revision, answer => Document(answer, revision));

    static SourceReading Document(HttpAnswer.Answered answer, string? revision)
    {
        if (FeedText.Decode(answer.Body.Span, answer.ContentType?.CharSet) is not { } text) return NoFeed;
        return FeedReader.Read(text, answer.Address) switch
        {
            FeedReader.Outcome.Read(var feed) => Listed(feed, WebReading.RevisionOf(answer, () => SourceText.RevisionOf(text)), revision),
            FeedReader.Outcome.Declares => Forbidden,
            FeedReader.Outcome.Broken => Broken,
            _ => NoFeed,
        };
    }

    static SourceReading Listed(ParsedFeed feed, string found, string? revision) =>
        found == revision ? new SourceReading.Unchanged() : new SourceReading.Listed(feed.Title, FeedIdentity.Distinct(feed.Entries), Newest: true, found);
}
