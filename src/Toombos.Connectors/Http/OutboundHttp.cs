using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Toombos.Connectors.Http;

/// <summary>
/// The one way to an address that a tenant can name: only public hosts, each redirect judged anew, size and time
/// bounded, no cookies, proxy or credentials. Outcomes are records, not exceptions.
/// </summary>
public sealed class OutboundHttp(IHttpClientFactory clients, IOptions<OutboundHttpOptions> options, TimeProvider time, OutboundGate gate)
{
    /// <summary>Name of the client whose handler is made by <see cref="CreateHandler"/>.</summary>
    public const string ClientName = "outbound";

    readonly OutboundHttpOptions options = options.Value;
    readonly OutboundAddress addresses = new(options.Value);

    public static SocketsHttpHandler CreateHandler(OutboundHttpOptions options) => CreateHandler(options, Dns.GetHostAddressesAsync);

    internal static SocketsHttpHandler CreateHandler(OutboundHttpOptions options, Func<string, CancellationToken, Task<IPAddress[]>> resolve) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.All,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = 32,
        ResponseDrainTimeout = TimeSpan.Zero,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = new CheckedConnection(new(options), resolve).ConnectAsync,
    };

    /// <summary>Reads an address. Ends with an outcome whatever the other side does; throws only when <paramref name="ct"/> is cancelled.</summary>
    /// <param name="prepare">Adds headers, such as those of a conditional request, to each request of the chain.</param>
    /// <param name="most">Bytes of the largest answer that is taken, where that is less than what the operator allows.</param>
    /// <param name="beginning">No more bytes of the answer than this are read, and one that breaks off is an answer all the same.</param>
    public Task<HttpAnswer> GetAsync(string address, Action<HttpRequestHeaders>? prepare = null, int? most = null, int? beginning = null, CancellationToken ct = default) =>
        BoundedAsync(timed => FollowAsync(address, prepare, most, beginning, timed), ct);

    /// <summary>
    /// One call between programs, such as trading a code for a token: no redirect is followed, and the body is read whatever the status,
    /// because a refusal says there why.
    /// </summary>
    /// <param name="content">What is sent.</param>
    /// <param name="method">POST where there is content, and GET where there is none, when left out.</param>
    /// <param name="beginning">Where only the status matters: no more bytes of the answer than this are read, and one that breaks off is an answer all the same.</param>
    public Task<HttpAnswer> CallAsync(string address, HttpContent? content = null, Action<HttpRequestHeaders>? prepare = null, int? beginning = null, HttpMethod? method = null, CancellationToken ct = default) =>
        BoundedAsync(async timed =>
        {
            if (addresses.Refusal(address, null, out var target) is { } refusal) return refusal;
            using var request = new HttpRequestMessage(method ?? (content is null ? HttpMethod.Get : HttpMethod.Post), target) { Content = content };
            request.Headers.UserAgent.ParseAdd("Toombos");
            prepare?.Invoke(request.Headers);
            using var response = await clients.CreateClient(ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timed);
            return await ReadAsync(response, always: true, beginning, null, timed);
        }, ct);

    async Task<HttpAnswer> BoundedAsync(Func<CancellationToken, Task<HttpAnswer>> call, CancellationToken ct)
    {
        if (gate.Refusal is { } closed) return closed;
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(options.TimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            return await call(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new HttpAnswer.Unreachable($"The answer took longer than {options.TimeoutSeconds} seconds.");
        }
        catch (HttpRequestException failure)
        {
            return Outcome(failure);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            return new HttpAnswer.Unreachable("The answer broke off or was damaged.");
        }
    }

    async Task<HttpAnswer> FollowAsync(string address, Action<HttpRequestHeaders>? prepare, int? most, int? beginning, CancellationToken ct)
    {
        var client = clients.CreateClient(ClientName);
        var (next, current) = (address, default(Uri));
        for (var hop = 0; hop <= options.MaxRedirects; hop++)
        {
            if (addresses.Refusal(next, current, out var target) is { } refusal) return refusal;
            using var request = new HttpRequestMessage(HttpMethod.Get, target);
            request.Headers.UserAgent.ParseAdd("Toombos");
            prepare?.Invoke(request.Headers);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)) return await ReadAsync(response, always: false, beginning, most, ct);
            (next, current) = (response.Headers.Location?.OriginalString, target);
        }
        return new HttpAnswer.Refused("address.redirects", $"The address leads on more than {options.MaxRedirects} times. Use the address it ends at.");
    }

    async Task<HttpAnswer> ReadAsync(HttpResponseMessage response, bool always, int? beginning, int? most, CancellationToken ct)
    {
        var largest = Math.Min(most ?? int.MaxValue, options.MaxBytes);
        var body = ReadOnlyMemory<byte>.Empty;
        if (beginning is { } first)
        {
            await using var stream = await response.Content.ReadAsStreamAsync(ct);
            body = await BoundedBody.BeginningAsync(stream, first, ct);
        }
        else if (always || response.IsSuccessStatusCode)
        {
            if (response.Content.Headers.ContentLength > largest) return TooLarge(largest);
            await using var stream = await response.Content.ReadAsStreamAsync(ct);
            if (await BoundedBody.ReadAsync(stream, largest, ct) is not { } read) return TooLarge(largest);
            body = read;
        }
        return new HttpAnswer.Answered((int)response.StatusCode, body)
        {
            Address = response.RequestMessage?.RequestUri,
            ContentType = response.Content.Headers.ContentType,
            Headers = response.Headers,
            ETag = response.Headers.ETag?.ToString(),
            LastModified = response.Content.Headers.LastModified,
            RetryAfter = RetryAfter(response.Headers.RetryAfter, time),
        };
    }

    // A date in the past is "now"; more than a day is not believed
    internal static TimeSpan? RetryAfter(RetryConditionHeaderValue? header, TimeProvider time)
    {
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        return wait is null ? null : TimeSpan.FromSeconds(Math.Clamp(wait.Value.TotalSeconds, 0, 86_400));
    }

    static HttpAnswer.Refused TooLarge(int most) =>
        new("answer.too-large", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The document is larger than {most / (1024.0 * 1024):0.#} MB. Split it."));

    /// <summary>Why there was no answer, as a sentence for people.</summary>
    internal static HttpAnswer Outcome(HttpRequestException failure) => failure switch
    {
        { InnerException: AddressNotPublicException } =>
            new HttpAnswer.Refused("address.private", "The address leads into a private network. Use a public address, or ask the operator to allow this host."),
        { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } } or { HttpRequestError: HttpRequestError.NameResolutionError } =>
            new HttpAnswer.Unreachable("The host's name is not known. Check the spelling of the address."),
        { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            new HttpAnswer.Unreachable("No secure connection: the host's certificate is missing, expired or for another name."),
        { HttpRequestError: HttpRequestError.ConnectionError } =>
            new HttpAnswer.Unreachable("The host does not accept connections."),
        _ => new HttpAnswer.Unreachable("The host did not give a proper answer."),
    };
}
