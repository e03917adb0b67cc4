using AngleSharp.Html.Dom;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Sources.Page;

/// <summary>Reads the article of a web page, without what stands around it, where the site's robots.txt lets readers in.</summary>
public sealed class PageSource(OutboundHttp http) : ISource
{
    internal const string Accepted = "text/html, application/xhtml+xml, */*;q=0.1";

    const int Largest = 3 * 1024 * 1024;

    static readonly SourceReading.Refused NoPage = new(
        "source.not-a-page", "There is no web page at this address. Add feeds and Markdown texts as what they are, and upload files.");

    static readonly SourceReading.Refused TooLarge = new(
        "source.page-too-large", "The page is larger than 3 MB or nested too deeply to be read safely. Paste its text instead.");

    static readonly SourceReading.Refused NoArticle = new(
        "source.no-article", "No readable text was found on the page. It may be built by scripts in the browser, which are not run. Use the site's feed, or paste the text.");

    static readonly SourceReading.Refused Disallowed = new(
        "source.robots", "The site's robots.txt asks programs not to read this page. Ask whoever runs the site to allow Toombos, or paste the text.");

    public string Kind => "page";

    public async Task<SourceReading> ReadAsync(string address, string? revision, SourceVisit visit, CancellationToken ct)
    {
        if (Uri.TryCreate(address, UriKind.Absolute, out var asked) && await StandsAgainstAsync(asked, ct) is { } refusal) return refusal;
        var answer = await http.GetAsync(address, headers => WebReading.Ask(headers, Accepted, revision), ct: ct);
        if (answer is HttpAnswer.Answered { Address: { } end } && end != asked && await StandsAgainstAsync(end, ct) is { } elsewhere) return elsewhere;
        return WebReading.Of(answer, revision, page => Document(page, revision));
    }

    async Task<SourceReading?> StandsAgainstAsync(Uri address, CancellationToken ct)
    {
        if (address.Scheme is not ("http" or "https")) return null;
        return await http.GetAsync(new Uri(address, "/robots.txt").AbsoluteUri, ct: ct) switch
        {
            HttpAnswer.Answered { Status: >= 200 and < 300 } rules => RobotRules.Allow(rules.Body.Span, address.PathAndQuery) ? null : Disallowed,
            HttpAnswer.Answered { Status: 429 or >= 500 } away => new SourceReading.Unreachable($"The site's robots.txt can't be read just now (status {away.Status}), so the page is left alone.", away.RetryAfter),
            HttpAnswer.Refused refused => new SourceReading.Refused(refused.Code, refused.Sentence),
            HttpAnswer.Unreachable unreachable => new SourceReading.Unreachable(unreachable.Sentence),
            _ => null,
        };
    }

    static SourceReading Document(HttpAnswer.Answered answer, string? revision)
    {
        if (answer.ContentType?.MediaType?.ToLowerInvariant() is not (null or "text/html" or "application/xhtml+xml")) return NoPage;
        if (answer.Body.Length > Largest) return TooLarge;
        if (PageText.Decode(answer.Body.Span, answer.ContentType?.CharSet) is not { } html) return NoPage;
        if (PageText.Parse(html) is not { } page) return TooLarge;
        using (page) return Article(page, answer, revision);
    }

    static SourceReading Article(IHtmlDocument page, HttpAnswer.Answered answer, string? revision)
    {
        if (PageArticle.Of(page, answer.Address!) is not { } entry) return NoArticle;
        var found = WebReading.RevisionOf(answer, () => SourceText.RevisionOf($"{entry.Title}\n{entry.Date:R}\n{entry.Link}\n{entry.Markdown}"));
        return found == revision ? new SourceReading.Unchanged() : new SourceReading.Listed(entry.Title, [entry], Newest: false, found);
    }
}
