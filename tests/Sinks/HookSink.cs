using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Toombos.Sinks;

/// <summary>A message as it came.</summary>
public sealed record TakenMessage(string Id, string Timestamp, string Signature, string? ContentType, byte[] Body);

/// <summary>A receiver of webhooks that counts what it takes, and answers, or does not, as it is told.</summary>
public sealed class HookSink : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ConcurrentQueue<TakenMessage> _taken = [];

    HookSink(WebApplication app) => _app = app;

    public string Address => _app.Urls.First() + "/hook";
    public IReadOnlyList<TakenMessage> Taken => [.. _taken];

    /// <summary>How often a message was taken.</summary>
    public int Count(string id) => _taken.Count(message => message.Id == id);

    /// <summary>What follows after a message was taken; 200 and nothing else when it does nothing. Calling <c>Abort</c> loses the answer.</summary>
    public RequestDelegate Answer { get; set; } = _ => Task.CompletedTask;

    public static async Task<HookSink> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var sink = new HookSink(builder.Build());
        sink._app.Run(sink.TakeAsync);
        await sink._app.StartAsync();
        return sink;
    }

    async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers;
        _taken.Enqueue(new(headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), context.Request.ContentType, body.ToArray()));
        await Answer(context);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
