using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Http;

/// <summary>Turns what went wrong into an RFC 9457 problem that says what to do. A 500 tells nothing of the inside.</summary>
public sealed partial class ProblemHandler(IProblemDetailsService problems, ILogger<ProblemHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var problem = ProblemFor(exception);
        if (problem.Status == StatusCodes.Status500InternalServerError) LogUnexpected(exception, httpContext.Request.Method, httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.DisplayName);
        httpContext.Response.StatusCode = problem.Status!.Value;
        if (exception is DomainRuleException { RetryAfter: { } wait }) httpContext.Response.Headers.RetryAfter = ((int)Math.Max(1, Math.Ceiling(wait.TotalSeconds))).ToString(CultureInfo.InvariantCulture);
        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem, Exception = exception });
    }

    static ProblemDetails ProblemFor(Exception exception) => exception switch
    {
        DomainRuleException rule => Problem(rule.Status, rule.Code, rule.Message),
        FieldException fields => new HttpValidationProblemDetails(fields.Errors.ToDictionary(e => e.Key, e => new[] { e.Value }))
        {
            Status = StatusCodes.Status400BadRequest,
        },
        BadHttpRequestException { InnerException: JsonException json } => new HttpValidationProblemDetails(new Dictionary<string, string[]> { [FieldOf(json)] = [Explain(json)] })
        {
            Status = StatusCodes.Status400BadRequest,
            Detail = "The body could not be read. See 'errors' for the field.",
            Extensions = { ["code"] = "body.unreadable" },
        },
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem(413, "body.too-large", "The body is larger than this endpoint takes. Send less."),
        BadHttpRequestException { InnerException: InvalidDataException } => Problem(400, "request.malformed", "The form could not be read. Send multipart/form-data with a part 'file'."),
        InvalidOperationException { InnerException: ArgumentException } other when other.Message.StartsWith("Unable to read the request as JSON", StringComparison.Ordinal) =>
            Problem(415, "request.malformed", "The charset of the body is not known. Send JSON in UTF-8."),
        BadHttpRequestException bad when bad.Message.StartsWith("Required parameter", StringComparison.Ordinal) && !bad.Message.Contains("body", StringComparison.Ordinal) =>
            new HttpValidationProblemDetails(new Dictionary<string, string[]> { [bad.Message.Split('"')[1].Split(' ')[^1]] = ["This is required."] }) { Status = bad.StatusCode },
        BadHttpRequestException bad when bad.Message.Contains("body", StringComparison.Ordinal) => new HttpValidationProblemDetails(new Dictionary<string, string[]> { ["body"] = ["Send a JSON object."] })
        {
            Status = bad.StatusCode,
        },
        BadHttpRequestException bad => Problem(bad.StatusCode, "request.malformed", Explain(bad)),
        DbUpdateConcurrencyException => Problem(409, "changed", "Somebody else changed this in the meantime. Fetch it again and repeat your change."),
        _ when DatabaseAway.Passes(exception) => Problem(503, "database.away", "The database was away for a moment. Try again in a few seconds."),
        _ => Problem(500, "unexpected", "Something went wrong on our side and has been recorded. Try again, and quote the traceId if it stays."),
    };

    static ProblemDetails Problem(int status, string code, string detail) => new() { Status = status, Detail = detail, Extensions = { ["code"] = code } };

    static string FieldOf(JsonException json) => json.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "body";

    /// <summary>The reader's own message names types of the program; people get a sentence instead.</summary>
    static string Explain(JsonException json) =>
        json.Message.Contains("missing required", StringComparison.Ordinal) ? "Required fields are missing: " + MissingFields(json.Message)
        : json.Message.Contains("could not be mapped", StringComparison.Ordinal) ? "There is no such field."
        : json.Message.Contains("NUL", StringComparison.Ordinal) ? "Text must be valid Unicode without the NUL character."
        : json.InnerException is null or InvalidOperationException or FormatException && json.Path is { Length: > 2 } ? "The value has the wrong type or is not one of the allowed words."
        : $"This is not valid JSON (line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}).";

    /// <summary>"Failed to bind parameter "Nullable&lt;int&gt; limit" from "abc"" names a type; people need the parameter.</summary>
    static string Explain(BadHttpRequestException bad)
    {
        var parts = bad.Message.Split('"');
        return bad.Message.StartsWith("Failed to bind", StringComparison.Ordinal) && parts.Length >= 4
            ? $"The parameter '{parts[1].Split(' ')[^1]}' can't be '{parts[3]}'."
            : "The request could not be read. The API is described at /docs.";
    }

    static string MissingFields(string message) => string.Join(", ", message.Split('\'').Where((_, i) => i % 2 == 1).Skip(1)) + ".";

    [LoggerMessage(LogLevel.Error, "Unexpected failure in {Method} {Endpoint}")]
    partial void LogUnexpected(Exception exception, string method, string? endpoint);
}
