using Toombos.Connectors.Http;

namespace Toombos.Connectors.Sources.Url;

/// <summary>Reads raw Markdown at a web address, and asks first whether it changed.</summary>
public sealed class UrlSource(OutboundHttp http) : ISource
{
    static readonly SourceReading.Refused WebPage = new(
        "source.web-page", "This address shows a web page, not raw Markdown text. Add it as a web page, or use the address of the raw Markdown text.");

    public string Kind => "url";

    public async Task<SourceReading> ReadAsync(string address, string? revision, SourceVisit visit, CancellationToken ct) =>
        WebReading.Of(await http.GetAsync(address, headers => WebReading.Ask(headers, "text/markdown, text/plain;q=0.9, */*;q=0.1", revision), ct: ct), revision, answer => Document(answer, revision));

    static SourceReading Document(HttpAnswer.Answered answer, string? revision)
    {
        var type = answer.ContentType?.MediaType?.ToLowerInvariant();
        if (type is "text/html" or "application/xhtml+xml") return WebPage;
        if (type is not (null or "text/markdown" or "text/x-markdown" or "text/plain" or "application/octet-stream"))
            return new SourceReading.Refused("source.type", $"The address holds {type}, not Markdown. Use the address of the raw Markdown text.");

        if (SourceText.Decode(answer.Body.Span, answer.ContentType?.CharSet) is not { } text) return SourceText.NotText;
        var start = text.AsSpan().TrimStart();
        if (start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)) return WebPage;

        var found = WebReading.RevisionOf(answer, () => SourceText.RevisionOf(text));
        return found == revision ? new SourceReading.Unchanged() : new SourceReading.Fetched(text, found);
    }
}
