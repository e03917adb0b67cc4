using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Toombos.Sinks;

/// <summary>A request as it came.</summary>
public sealed record TakenRequest(string Method, string Path, IQueryCollection Query, IHeaderDictionary Headers, byte[] Body)
{
    /// <summary>Kept, for the headers go with the request.</summary>
    public string ContentType { get; } = Headers.ContentType.ToString();

    /// <summary>The body as a JSON object; empty where it is none.</summary>
    public JsonObject Json => Body.Length > 0 && ContentType.Contains("json", StringComparison.Ordinal) && JsonNode.Parse(Body) is JsonObject json ? json : [];

    /// <summary>The parts of a form with files; none where it is no such form.</summary>
    public IReadOnlyList<FormPart> Form => FormPart.Of(this);
    public bool Writes => Method != "GET";

    public bool Is(string method, string path) => Method == method && Path == path;
}

/// <summary>What a service answers.</summary>
public sealed record ServiceReply(int Status, string Body, params (string Name, string Value)[] Headers)
{
    /// <summary>Instead of the body, where it is no text.</summary>
    public byte[]? Bytes { get; init; }

    public static ServiceReply Of(JsonNode body, int status = 200, params (string Name, string Value)[] headers) => new(status, body.ToJsonString(), headers);
}

/// <summary>A service of the world as its documents describe it. What it takes it keeps; then it answers, or its answer is lost, as it is told.</summary>
public abstract class ServiceSink : IAsyncDisposable
{
    readonly ConcurrentQueue<TakenRequest> _taken = [];
    readonly Lock _turn = new();
    WebApplication? _app;

    public string Address => _app!.Urls.First();
    public IReadOnlyList<TakenRequest> Taken => [.. _taken];

    /// <summary>Asked before the service does anything; what it returns is answered instead.</summary>
    public Func<TakenRequest, ServiceReply?> Instead { get; set; } = _ => null;

    /// <summary>Asked after the service has done what it was asked to; the line is cut instead of answering.</summary>
    public Func<TakenRequest, bool> Lose { get; set; } = _ => false;

    public static async Task<T> StartAsync<T>() where T : ServiceSink, new()
    {
        var sink = new T();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        sink._app = builder.Build();
        sink._app.Run(sink.TakeAsync);
        await sink._app.StartAsync();
        return sink;
    }

    /// <summary>Everything that it was told, in its refusal.</summary>
    public void RefuseLoudly(int status = 401) => Instead = request =>
        new(status, $"I know: {string.Join(' ', request.Headers.Select(h => h.Value))} {Encoding.UTF8.GetString(request.Body)}");

    /// <summary>Does what the service does; one request at a time.</summary>
    protected abstract ServiceReply Handle(TakenRequest request);

    async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = new TakenRequest(context.Request.Method, context.Request.Path, context.Request.Query, context.Request.Headers, body.ToArray());
        _taken.Enqueue(request);
        ServiceReply reply;
        lock (_turn) reply = Instead(request) ?? Handle(request);
        if (Lose(request))
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        foreach (var (name, value) in reply.Headers) context.Response.Headers[name] = value;
        if (reply.Bytes is { } bytes) await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        else if (reply.Status is not (204 or 304)) await context.Response.WriteAsync(reply.Body, context.RequestAborted);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
