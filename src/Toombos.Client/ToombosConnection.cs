using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Toombos.Client;

/// <summary>Sends requests and turns answers into records, problems into <see cref="ToombosApiException"/>.</summary>
public sealed class ToombosConnection(HttpClient http)
{
    static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)ToombosJson.Default.GetTypeInfo(typeof(T))!;

    internal Task<T> GetAsync<T>(string address, CancellationToken ct) => SendAsync<T>(new(HttpMethod.Get, address), ct);

    internal Task<TAnswer> SendAsync<TBody, TAnswer>(HttpMethod method, string address, TBody body, CancellationToken ct) =>
        SendAsync<TAnswer>(new(method, address) { Content = JsonContent.Create(body, TypeOf<TBody>()) }, ct);

    /// <param name="idempotencyKey">Sent along so that asking again does not do it again.</param>
    internal Task<TAnswer> SendAsync<TBody, TAnswer>(HttpMethod method, string address, TBody body, string? idempotencyKey, CancellationToken ct)
    {
        var request = new HttpRequestMessage(method, address) { Content = JsonContent.Create(body, TypeOf<TBody>()) };
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        return SendAsync<TAnswer>(request, ct);
    }

    internal Task<T> PostAsync<T>(string address, HttpContent? content, CancellationToken ct) =>
        SendAsync<T>(new(HttpMethod.Post, address) { Content = content }, ct);

    internal Task<T> PutAsync<T>(string address, CancellationToken ct) => SendAsync<T>(new(HttpMethod.Put, address), ct);

    internal async Task SendAsync<TBody>(HttpMethod method, string address, TBody body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, address) { Content = JsonContent.Create(body, TypeOf<TBody>()) };
        await SendForNothingAsync(request, ct);
    }

    internal async Task DeleteAsync(string address, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, address);
        await SendForNothingAsync(request, ct);
    }

    async Task SendForNothingAsync(HttpRequestMessage request, CancellationToken ct)
    {
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        await EnsureSuccessAsync(answer, ct);
    }

    internal async Task<string> GetTextAsync(string address, CancellationToken ct)
    {
        using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, ct);
        await EnsureSuccessAsync(answer, ct);
        return await answer.Content.ReadAsStringAsync(ct);
    }

    /// <summary>The answer as it arrives; closing the stream ends the answer.</summary>
    internal async Task<Stream> OpenAsync(string address, CancellationToken ct)
    {
        var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, ct);
        await EnsureSuccessAsync(answer, ct);
        return await answer.Content.ReadAsStreamAsync(ct);
    }

    async Task<T> SendAsync<T>(HttpRequestMessage request, CancellationToken ct)
    {
        using (request)
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            await EnsureSuccessAsync(answer, ct);
            return await answer.Content.ReadFromJsonAsync(TypeOf<T>(), ct)
                ?? throw new JsonException($"The answer to {request.Method} {request.RequestUri} was null.");
        }
    }

    static async Task EnsureSuccessAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        if (answer.IsSuccessStatusCode) return;
        Problem? problem = null;
        if (answer.Content.Headers.ContentType?.MediaType is "application/problem+json" or "application/json")
            problem = await answer.Content.ReadFromJsonAsync(ToombosJson.Default.Problem, ct);
        throw new ToombosApiException(
            answer.StatusCode,
            problem?.Code ?? $"http.{(int)answer.StatusCode}",
            problem?.Detail ?? problem?.Title ?? $"The server answered {(int)answer.StatusCode} {answer.ReasonPhrase}.",
            problem?.Errors ?? new Dictionary<string, string[]>(),
            problem?.TraceId,
            answer.Headers.RetryAfter?.Delta);
    }

    internal static string Query(string address, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var query = new System.Text.StringBuilder(address);
        var separator = '?';
        foreach (var (name, value) in parameters)
        {
            if (value is null) continue;
            query.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(TextOf(value)));
            separator = '&';
        }
        return query.ToString();
    }

    /// <summary>The same on every machine, whatever its language; moments in UTC and to the last digit.</summary>
    static string TextOf(object value) => value switch
    {
        DateTimeOffset moment => moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
