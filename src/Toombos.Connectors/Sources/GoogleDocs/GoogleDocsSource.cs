using System.Text.Json;
using Microsoft.Extensions.Options;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Sources.GoogleDocs;

/// <summary>
/// Reads a Google document: with an account all its tabs and structure, suggestions left out; without one what Google exports of a document that everybody may see.
/// </summary>
public sealed class GoogleDocsSource(OutboundHttp http, IOptions<GoogleDocsOptions> options) : ISource
{
    /// <summary>Before a revision that Google Docs gave, and before a version that Drive gave; others are made of the text.</summary>
    const string Given = "google:", Drive = "drive:";

    static readonly SourceReading.Refused NoDocument = new(
        "address.invalid", "This is no address of a Google document. Copy the link from the document, such as https://docs.google.com/document/d/…/edit.");
    static readonly SourceReading.Refused NotFound = new(
        "source.not-found", "Google knows no document at this address. Check the link, and whether the document was deleted.");
    static readonly SourceReading.Refused NotShared = new(
        "source.forbidden", "The connected account may not open this document. In Google Docs, share it with that account as a viewer.");
    static readonly SourceReading.Refused NotPublic = new(
        "source.forbidden", "This document is not open to everyone. Choose a connected Google account that may open it, or share it as “Anyone with the link”.");
    static readonly SourceReading.Refused NoConsent = new(
        "source.forbidden", "The connected account was not allowed to read Google Docs. Connect it again and tick the box for Google Docs; where a company runs the account, its administrator may have to allow Toombos.");
    static readonly SourceReading.Refused NotEnabled = new(
        "source.forbidden", "The Google Docs API is not switched on for the program that is registered at Google. Switch it on in the Google Cloud console, under APIs and services.");

    readonly GoogleDocsOptions options = options.Value;

    public string Kind => "google-doc";
    public IReadOnlyList<string> Accounts => ["google", "google-service-account"];

    public async Task<SourceReading> ReadAsync(string address, string? revision, SourceVisit visit, CancellationToken ct)
    {
        if (DocumentAddress.IdOf(address) is not { } id) return NoDocument;
        if (visit.Account is not { } account) return await ExportAsync(id, revision, ct);
        // A small question first: most looks find that nothing has changed.
        if (revision?.StartsWith(Given, StringComparison.Ordinal) == true)
        {
            var glance = await AskAsync($"{options.ApiAddress}/v1/documents/{id}?fields=revisionId", account, ct);
            if (Refusal(glance) is { } refusal) return refusal;
            if (RevisionOf(JsonPath.Object(((HttpAnswer.Answered)glance).Body)) == revision) return new SourceReading.Unchanged();
        }
        // Asked before the document, so that what is written in between is found the next time.
        var version = revision?.StartsWith(Given, StringComparison.Ordinal) == true ? null : await VersionAsync(id, account, ct);
        if (version is not null && revision?.StartsWith(version, StringComparison.Ordinal) == true) return new SourceReading.Unchanged();
        var answer = await AskAsync($"{options.ApiAddress}/v1/documents/{id}?includeTabsContent=true&suggestionsViewMode=PREVIEW_WITHOUT_SUGGESTIONS", account, ct);
        if (Refusal(answer) is { } no) return no;
        if (JsonPath.Object(((HttpAnswer.Answered)answer).Body) is not { } document) return new SourceReading.Unreachable("Google gave an answer that can't be read.");
        var text = DocumentMarkdown.Of(document);
        var hash = SourceText.RevisionOf(text);
        // Versions count what nobody reads, too, such as who may open the document.
        if (version is not null) return revision?.EndsWith(hash, StringComparison.Ordinal) == true ? new SourceReading.Unchanged(version + hash) : new SourceReading.Fetched(text, version + hash);
        // Google tells revisions to those who may edit only.
        var found = RevisionOf(document) ?? hash;
        return found == revision ? new SourceReading.Unchanged() : new SourceReading.Fetched(text, found);
    }

    /// <summary>What Drive counts up with every change; none where the account may not ask Drive, which is no harm.</summary>
    async Task<string?> VersionAsync(string id, SourceAccount account, CancellationToken ct) =>
        await AskAsync($"{options.DriveAddress}/drive/v3/files/{id}?fields=version,modifiedTime&supportsAllDrives=true", account, ct) is HttpAnswer.Answered { Status: 200 } good
        && JsonPath.Object(good.Body)?.Text("version") is { Length: > 0 and < 40 } version ? $"{Drive}{version} " : null;

    static string? RevisionOf(JsonElement? document) => document?.Text("revisionId") is { Length: > 0 and <= 400 } given ? Given + given : null;

    Task<HttpAnswer> AskAsync(string address, SourceAccount account, CancellationToken ct) => http.CallAsync(address, prepare: headers => headers.Authorization = new("Bearer", account.Token), ct: ct);

    static SourceReading? Refusal(HttpAnswer answer) => answer switch
    {
        HttpAnswer.Refused refused => new SourceReading.Refused(refused.Code, refused.Sentence),
        HttpAnswer.Unreachable away => new SourceReading.Unreachable(away.Sentence),
        HttpAnswer.Answered { Status: 200 } => null,
        HttpAnswer.Answered { Status: 401 } => new SourceReading.Refused(SourceAccount.Rejected, "Google does not accept the token. Connect the account again."),
        HttpAnswer.Answered { Status: 403 } forbidden => ReasonOf(forbidden) switch
        {
            "SERVICE_DISABLED" or "accessNotConfigured" => NotEnabled,
            "ACCESS_TOKEN_SCOPE_INSUFFICIENT" or "insufficientPermissions" => NoConsent,
            "RATE_LIMIT_EXCEEDED" or "rateLimitExceeded" or "userRateLimitExceeded" => Busy(forbidden),
            _ => NotShared,
        },
        HttpAnswer.Answered { Status: 404 } => new SourceReading.Refused(NotFound.Code, $"{NotFound.Sentence} Google also says so of documents that are not shared with the connected account."),
        HttpAnswer.Answered { Status: 400 } wrong when wrong.Body.Span.IndexOf("FAILED_PRECONDITION"u8) >= 0 || wrong.Body.Span.IndexOf("not supported for this document"u8) >= 0 =>
            new SourceReading.Refused("source.type", "This is an uploaded Word file, not a Google document. Open it in Google Docs and choose File, Save as Google Docs."),
        HttpAnswer.Answered { Status: 429 or 408 } busy => Busy(busy),
        HttpAnswer.Answered { Status: >= 500 } trouble => new SourceReading.Unreachable($"Google is in trouble (status {trouble.Status}).", trouble.RetryAfter),
        HttpAnswer.Answered other => new SourceReading.Refused("source.unexpected-answer", $"Google answered with status {other.Status}, which is not a document."),
        _ => throw new InvalidOperationException("There is no other answer."),
    };

    /// <summary>The quota is counted by the minute, so that is how long to wait where Google does not say.</summary>
    static SourceReading.Unreachable Busy(HttpAnswer.Answered answer) => new("Google takes no more questions of this program just now: its quota for the minute is used up.", answer.RetryAfter ?? TimeSpan.FromMinutes(1));

    static string? ReasonOf(HttpAnswer.Answered answer)
    {
        if (JsonPath.Object(answer.Body) is not { } json) return null;
        return json.Each("error.details").Select(d => d.Text("reason")).FirstOrDefault(r => r is not null) ?? json.Each("error.errors").Select(e => e.Text("reason")).FirstOrDefault(r => r is not null);
    }

    async Task<SourceReading> ExportAsync(string id, string? revision, CancellationToken ct)
    {
        var answer = await http.GetAsync($"{options.ExportAddress}/document/d/{id}/export?format=md", ct: ct);
        if (answer is not HttpAnswer.Answered { Status: 200 } answered) return answer is HttpAnswer.Answered { Status: 401 or 403 } ? NotPublic : answer is HttpAnswer.Answered { Status: 404 or 410 } ? NotFound : Refusal(answer)!;
        // Who is not let in is sent to the page where one signs in.
        if (answered.ContentType?.MediaType is "text/html") return NotPublic;
        if (SourceText.Decode(answered.Body.Span, answered.ContentType?.CharSet) is not { } text) return SourceText.NotText;
        var found = SourceText.RevisionOf(text);
        return found == revision ? new SourceReading.Unchanged() : new SourceReading.Fetched(text, found);
    }
}
