using System.Globalization;
using System.Net.Http.Headers;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Sources.Url;

/// <summary>Reads raw Markdown at a web address, and asks first whether it changed.</summary>
public sealed class UrlSource(OutboundHttp http) : ISource
{
    const string ETag = "etag:", Modified = "modified:";

    static readonly SourceReading.Refused WebPage = new(
        "source.web-page", "This address shows a web page, and web pages are not read yet. Use the address of the raw Markdown text.");

    public string Kind => "url";

    public async Task<SourceReading> ReadAsync(string address, string? revision, CancellationToken ct) =>
        await http.GetAsync(address, headers => Prepare(headers, revision), ct) switch
        {
            HttpAnswer.Answered answer => Reading(answer, revision),
            HttpAnswer.Refused refused => new SourceReading.Refused(refused.Code, refused.Sentence),
            HttpAnswer.Unreachable unreachable => new SourceReading.Unreachable(unreachable.Sentence),
            var other => throw new InvalidOperationException(other.GetType().Name),
        };

    static void Prepare(HttpRequestHeaders headers, string? revision)
    {
        headers.Accept.ParseAdd("text/markdown, text/plain;q=0.9, */*;q=0.1");
        if (revision is null) return;
        if (revision.StartsWith(ETag, StringComparison.Ordinal) && EntityTagHeaderValue.TryParse(revision[ETag.Length..], out var tag))
            headers.IfNoneMatch.Add(tag);
        else if (revision.StartsWith(Modified, StringComparison.Ordinal)
            && DateTimeOffset.TryParseExact(revision[Modified.Length..], "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            headers.IfModifiedSince = date;
    }

    static SourceReading Reading(HttpAnswer.Answered answer, string? revision) => answer.Status switch
    {
        304 when revision is not null => new SourceReading.Unchanged(),
        >= 200 and < 300 => Document(answer, revision),
        401 or 403 => new SourceReading.Refused("source.forbidden", "The host does not let Toombos read this address. Make the document public, or use another address."),
        404 or 410 => new SourceReading.Refused("source.not-found", "There is no document at this address. Check it, and whether the document was moved."),
        408 or 429 or >= 500 => new SourceReading.Unreachable($"The host is busy or out of order (status {answer.Status}).", answer.RetryAfter),
        _ => new SourceReading.Refused("source.unexpected-answer", $"The host answered with status {answer.Status}, which is not a document."),
    };

    static SourceReading Document(HttpAnswer.Answered answer, string? revision)
    {
        var type = answer.ContentType?.MediaType?.ToLowerInvariant();
        if (type is "text/html" or "application/xhtml+xml") return WebPage;
        if (type is not (null or "text/markdown" or "text/x-markdown" or "text/plain" or "application/octet-stream"))
            return new SourceReading.Refused("source.type", $"The address holds {type}, not Markdown. Use the address of the raw Markdown text.");

        if (SourceText.Decode(answer.Body.Span, answer.ContentType?.CharSet) is not { } text) return SourceText.NotText;
        var start = text.AsSpan().TrimStart();
        if (start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)) return WebPage;

        var found = RevisionOf(answer, text);
        return found == revision ? new SourceReading.Unchanged() : new SourceReading.Fetched(text, found);
    }

    static string RevisionOf(HttpAnswer.Answered answer, string text) =>
        answer.ETag is { Length: > 0 and <= 200 } tag ? ETag + tag
        : answer.LastModified is { } date ? Modified + date.ToString("R", CultureInfo.InvariantCulture)
        : SourceText.RevisionOf(text);
}
