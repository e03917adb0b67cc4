using System.Net.Http.Headers;

namespace Toombos.Connectors.Http;

/// <summary>What came of a call to an address that a tenant named.</summary>
public abstract record HttpAnswer
{
    HttpAnswer()
    {
    }

    /// <summary>The other side answered. The body is read only when the status says success, and always of a call between programs.</summary>
    public sealed record Answered(int Status, ReadOnlyMemory<byte> Body) : HttpAnswer
    {
        /// <summary>Where the answer came from in the end.</summary>
        public Uri? Address { get; init; }
        public MediaTypeHeaderValue? ContentType { get; init; }
        public HttpResponseHeaders? Headers { get; init; }
        public string? ETag { get; init; }
        public DateTimeOffset? LastModified { get; init; }
        public TimeSpan? RetryAfter { get; init; }

        /// <summary>The first value of a header; null where there is none.</summary>
        public string? Header(string name) => Headers?.TryGetValues(name, out var values) == true ? values.FirstOrDefault() : null;
    }

    /// <summary>It is not allowed, now or later. The sentence says why and what to do.</summary>
    public sealed record Refused(string Code, string Sentence) : HttpAnswer;

    /// <summary>Nobody answered properly; it may work later.</summary>
    public sealed record Unreachable(string Sentence) : HttpAnswer;
}
