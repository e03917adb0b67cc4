using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;
using Toombos.Client;
using Toombos.Client.Events;

namespace Toombos.Dashboard.Tests;

/// <summary>Answers as the API would, from records, and remembers what it was asked.</summary>
sealed class FakeApi : HttpMessageHandler
{
    readonly Dictionary<string, Func<string, (HttpStatusCode, string, string)>> _answers = new(StringComparer.Ordinal);
    readonly Dictionary<string, Func<string, string>> _byQuery = new(StringComparer.Ordinal);
    readonly Dictionary<string, TaskCompletionSource> _held = new(StringComparer.Ordinal);

    readonly Pipe _events = new();
    long _told;

    public List<(string Call, string Body)> Calls { get; } = [];

    public FakeApi On<T>(string call, T answer, HttpStatusCode status = HttpStatusCode.OK) => On(call, _ => answer, status);

    public FakeApi On<T>(string call, Func<string, T> answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        _answers[call] = body => (status, "application/json", JsonSerializer.Serialize(answer(body), typeof(T), ToombosJson.Default));
        return this;
    }

    /// <summary>Answers by what stands in the address behind the call.</summary>
    public FakeApi OnQuery<T>(string call, Func<string, T> answer)
    {
        _byQuery[call] = query => JsonSerializer.Serialize(answer(query), typeof(T), ToombosJson.Default);
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

    /// <summary>Something happened in the workspace.</summary>
    public void Tell(string kind, Guid subject, Dictionary<string, Guid>? related = null)
    {
        var one = new WorkspaceEvent { Sequence = ++_told, At = DateTimeOffset.UnixEpoch, Kind = kind, SubjectId = subject, Related = related ?? [], Actor = "Ada" };
        _events.Writer.Write(Encoding.UTF8.GetBytes($"id: {_told}\ndata: {JsonSerializer.Serialize(one, ToombosJson.Default.WorkspaceEvent)}\n\n"));
        _ = _events.Writer.FlushAsync().AsTask();
    }

    /// <summary>How often something was asked for, whatever stands behind it in the address.</summary>
    public int Count(string call)
    {
        lock (Calls) return Calls.Count(c => c.Call.StartsWith(call, StringComparison.Ordinal));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = $"{request.Method} {request.RequestUri!.AbsolutePath.TrimStart('/')}";
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var whole = $"{request.Method} {request.RequestUri.PathAndQuery.TrimStart('/')}";
        // Nothing happens in the workspace but what the test tells; when the page begins to listen is not its test's business.
        if (call == "GET v1/events") return new(HttpStatusCode.OK) { Content = new StreamContent(_events.Reader.AsStream()) };
        lock (Calls) Calls.Add((whole, body));
        if (_held.TryGetValue(call, out var held)) await held.Task.WaitAsync(cancellationToken);
        if (_byQuery.TryGetValue(call, out var find)) return new(HttpStatusCode.OK) { Content = new StringContent(find(request.RequestUri.Query), Encoding.UTF8, "application/json") };
        var (status, type, text) = _answers.TryGetValue(whole, out var answer) || _answers.TryGetValue(call, out answer)
            ? answer(body)
            : (HttpStatusCode.NotFound, "application/problem+json", $$"""{"code":"test.not-answered","detail":"The test has no answer to {{call}}."}""");
        return new(status) { Content = new StringContent(text, Encoding.UTF8, type) };
    }
}
