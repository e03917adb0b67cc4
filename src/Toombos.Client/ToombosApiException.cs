using System.Net;

namespace Toombos.Client;

/// <summary>The API refused a request. The message says what to do.</summary>
/// <param name="status">HTTP status of the answer.</param>
/// <param name="code">Stable problem code such as <c>source.not-found</c>.</param>
/// <param name="errors">Field names with what is wrong with each; empty unless the status is 400.</param>
/// <param name="traceId">Quote it when you ask for help.</param>
/// <param name="retryAfter">How long to wait before trying again, where the API says so.</param>
public sealed class ToombosApiException(
    HttpStatusCode status, string code, string message, IReadOnlyDictionary<string, string[]> errors, string? traceId, TimeSpan? retryAfter = null) : Exception(message)
{
    public HttpStatusCode Status { get; } = status;
    public string Code { get; } = code;
    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors;
    public string? TraceId { get; } = traceId;
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
