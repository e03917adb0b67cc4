using System.Globalization;
using System.Net.Http.Headers;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Sources;

/// <summary>What sources on the web have in common: they ask whether something changed, and say in words why there is nothing.</summary>
static class WebReading
{
    const string ETag = "etag:", Modified = "modified:";

    public static SourceReading Of(HttpAnswer answer, string? revision, Func<HttpAnswer.Answered, SourceReading> document) => answer switch
    {
        HttpAnswer.Answered answered => Reading(answered, revision, document),
        HttpAnswer.Refused refused => new SourceReading.Refused(refused.Code, refused.Sentence),
        HttpAnswer.Unreachable unreachable => new SourceReading.Unreachable(unreachable.Sentence),
        _ => throw new InvalidOperationException(answer.GetType().Name),
    };

    /// <summary>Makes a request conditional on the revision before.</summary>
    public static void Ask(HttpRequestHeaders headers, string accept, string? revision)
    {
        headers.Accept.ParseAdd(accept);
        if (revision is null) return;
        if (revision.StartsWith(ETag, StringComparison.Ordinal) && EntityTagHeaderValue.TryParse(revision[ETag.Length..], out var tag))
            headers.IfNoneMatch.Add(tag);
        else if (revision.StartsWith(Modified, StringComparison.Ordinal)
            && DateTimeOffset.TryParseExact(revision[Modified.Length..], "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            headers.IfModifiedSince = date;
    }

    public static string RevisionOf(HttpAnswer.Answered answer, Func<string> hash) =>
        answer.ETag is { Length: > 0 and <= 200 } tag ? ETag + tag
        : answer.LastModified is { } date ? Modified + date.ToString("R", CultureInfo.InvariantCulture)
        : hash();

    static SourceReading Reading(HttpAnswer.Answered answer, string? revision, Func<HttpAnswer.Answered, SourceReading> document) => answer.Status switch
    {
        304 when revision is not null => new SourceReading.Unchanged(),
        >= 200 and < 300 => document(answer),
        401 or 403 => new SourceReading.Refused("source.forbidden", "The host does not let Toombos read this address. Make the document public, or use another address."),
        404 or 410 => new SourceReading.Refused("source.not-found", "There is no document at this address. Check it, and whether the document was moved."),
        408 or 429 or >= 500 => new SourceReading.Unreachable($"The host is busy or out of order (status {answer.Status}).", answer.RetryAfter),
        _ => new SourceReading.Refused("source.unexpected-answer", $"The host answered with status {answer.Status}, which is not a document."),
    };
}
