using System.Net;
using System.Text;
using System.Text.Json;
using Toombos.Client;

namespace Toombos.Dashboard.Tests;

/// <summary>Answers as the API would, from records, and remembers what it was asked.</summary>
sealed class FakeApi : HttpMessageHandler
{
    readonly Dictionary<string, Func<string, (HttpStatusCode, string, string)>> _answers = new(StringComparer.Ordinal);
    readonly Dictionary<string, TaskCompletionSource> _held = new(StringComparer.Ordinal);

    public List<(string Call, string Body)> Calls { get; } = [];

    public FakeApi On<T>(string call, T answer, HttpStatusCode status = HttpStatusCode.OK) => On(call, _ => answer, status);

    public FakeApi On<T>(string call, Func<string, T> answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        _answers[call] = body => (status, "application/json", JsonSerializer.Serialize(answer(body), typeof(T), ToombosJson.Default));
        return this;
    }

    public FakeApi OnText(string call, string text)
    {
        _answers[call] = _ => (HttpStatusCode.OK, "text/markdown", text);
        return this;
    }

    public FakeApi Refuse(string call, HttpStatusCode status, string code, string detail, Dictionary<string, string[]>? errors = null)
    {
        var problem = new Problem { Code = code, Detail = detail, Status = (int)status, Errors = errors };
        _answers[call] = _ => (status, "application/problem+json", JsonSerializer.Serialize(problem, ToombosJson.Default.Problem));
        return this;
    }

    /// <summary>The call waits until the test lets it go.</summary>
    public TaskCompletionSource Hold(string call) => _held[call] = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = $"{request.Method} {request.RequestUri!.AbsolutePath.TrimStart('/')}";
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var whole = $"{request.Method} {request.RequestUri.PathAndQuery.TrimStart('/')}";
        // Nothing happens in the workspace, for as long as the page is open; when the page begins to listen is not its test's business.
        if (call == "GET v1/events") await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        lock (Calls) Calls.Add((whole, body));
        if (_held.TryGetValue(call, out var held)) await held.Task.WaitAsync(cancellationToken);
        var (status, type, text) = _answers.TryGetValue(whole, out var answer) || _answers.TryGetValue(call, out answer)
            ? answer(body)
            : (HttpStatusCode.NotFound, "application/problem+json", $$"""{"code":"test.not-answered","detail":"The test has no answer to {{call}}."}""");
        return new(status) { Content = new StringContent(text, Encoding.UTF8, type) };
    }
}
