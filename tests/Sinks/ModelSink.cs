using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Toombos.Sinks;

/// <summary>What a provider was asked.</summary>
public sealed record AskedModel(string Path, string? Key, JsonObject Body)
{
    public string Model => (string?)Body["model"] ?? "";
    public bool Streams => (bool?)Body["stream"] == true;

    static readonly JsonSerializerOptions AsItIs = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the user said last.</summary>
    public string User => Body["messages"]!.AsArray()[^1]!["content"] switch { JsonArray parts => (string?)parts[0]?["text"], var text => (string?)text } ?? "";

    /// <summary>All that was said to the model, in one text.</summary>
    public string Said => Body.ToJsonString(AsItIs);
}

/// <summary>What a provider does with a question. The text is streamed in pieces of so many characters where that was asked for.</summary>
/// <param name="Breaks">After so many characters the line is cut.</param>
/// <param name="Body">Sent in place of an answer, with the status.</param>
public sealed record ModelScript(string Text = "", int Status = 200, string? Body = null, string ContentType = "application/json", int Piece = 7, int? Breaks = null, int In = 100, int Out = 20, string Finish = "stop")
{
    public string? RetryAfter { get; init; }

    /// <summary>Awaited before anything is said.</summary>
    public Func<CancellationToken, Task> Before { get; init; } = _ => Task.CompletedTask;

    /// <summary>Awaited between the first piece and the second.</summary>
    public Func<CancellationToken, Task> Pause { get; init; } = _ => Task.CompletedTask;
}

/// <summary>A provider of models that answers as it is told, in OpenAI's protocol and in Anthropic's, and keeps what it was asked.</summary>
public sealed class ModelSink : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ConcurrentQueue<AskedModel> _asked = [];
    int _cut;

    ModelSink(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();
    public string OpenAi => Address + "/v1";
    public IReadOnlyList<AskedModel> Asked => [.. _asked];

    /// <summary>How many answers the other side did not wait for.</summary>
    public int Cut => _cut;

    public Func<AskedModel, ModelScript> Answer { get; set; } = _ => new("All is well.");

    public static async Task<ModelSink> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var sink = new ModelSink(builder.Build());
        sink._app.Run(sink.TakeAsync);
        await sink._app.StartAsync();
        return sink;
    }

    async Task TakeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject ?? [];
        var asked = new AskedModel(context.Request.Path, headers["x-api-key"].FirstOrDefault() ?? headers.Authorization.FirstOrDefault()?["Bearer ".Length..], body);
        _asked.Enqueue(asked);
        var script = Answer(asked);
        try
        {
            await AnswerAsync(context, asked, script);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            Interlocked.Increment(ref _cut);
        }
    }

    static async Task AnswerAsync(HttpContext context, AskedModel asked, ModelScript script)
    {
        var (response, ct) = (context.Response, context.RequestAborted);
        await script.Before(ct);
        response.StatusCode = script.Status;
        if (script.RetryAfter is { } wait) response.Headers.RetryAfter = wait;
        if (script.Body is { } raw)
        {
            response.ContentType = script.ContentType;
            await response.WriteAsync(raw, ct);
            return;
        }
        var anthropic = asked.Path.EndsWith("/messages", StringComparison.Ordinal);
        if (!asked.Streams)
        {
            await script.Pause(ct);
            response.ContentType = "application/json";
            await response.WriteAsync((anthropic ? AnthropicWhole(asked, script) : OpenAiWhole(asked, script)).ToJsonString(), ct);
            return;
        }
        response.ContentType = "text/event-stream";
        if (anthropic) await EventAsync(response, "message_start", new JsonObject { ["type"] = "message_start", ["message"] = AnthropicMessage(asked, script, "") }, ct);
        if (anthropic) await EventAsync(response, "content_block_start", new JsonObject { ["type"] = "content_block_start", ["index"] = 0, ["content_block"] = new JsonObject { ["type"] = "text", ["text"] = "" } }, ct);
        for (var at = 0; at < script.Text.Length; at += script.Piece)
        {
            if (script.Breaks <= at)
            {
                context.Abort();
                return;
            }
            var piece = script.Text.Substring(at, Math.Min(script.Piece, script.Text.Length - at));
            if (anthropic) await EventAsync(response, "content_block_delta", new JsonObject { ["type"] = "content_block_delta", ["index"] = 0, ["delta"] = new JsonObject { ["type"] = "text_delta", ["text"] = piece } }, ct);
            else await EventAsync(response, null, Chunk(asked, new JsonObject { ["content"] = piece }, null), ct);
            if (at == 0) await script.Pause(ct);
        }
        if (anthropic)
        {
            await EventAsync(response, "content_block_stop", new JsonObject { ["type"] = "content_block_stop", ["index"] = 0 }, ct);
            await EventAsync(response, "message_delta", new JsonObject { ["type"] = "message_delta", ["delta"] = new JsonObject { ["stop_reason"] = AnthropicFinish(script) }, ["usage"] = new JsonObject { ["output_tokens"] = script.Out } }, ct);
            await EventAsync(response, "message_stop", new JsonObject { ["type"] = "message_stop" }, ct);
            return;
        }
        await EventAsync(response, null, Chunk(asked, [], script.Finish), ct);
        var usage = Chunk(asked, null, null);
        usage["usage"] = Usage(script);
        await EventAsync(response, null, usage, ct);
        await response.WriteAsync("data: [DONE]\n\n", ct);
    }

    static async Task EventAsync(HttpResponse response, string? name, JsonObject data, CancellationToken ct)
    {
        await response.WriteAsync($"{(name is null ? "" : $"event: {name}\n")}data: {data.ToJsonString()}\n\n", ct);
        await response.Body.FlushAsync(ct);
    }

    static JsonObject Usage(ModelScript script) => new() { ["prompt_tokens"] = script.In, ["completion_tokens"] = script.Out, ["total_tokens"] = script.In + script.Out };

    static JsonObject Chunk(AskedModel asked, JsonObject? delta, string? finish) => new()
    {
        ["id"] = "chatcmpl-1", ["object"] = "chat.completion.chunk", ["created"] = 1, ["model"] = asked.Model,
        ["choices"] = delta is null ? new JsonArray() : new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }),
    };

    static JsonObject OpenAiWhole(AskedModel asked, ModelScript script) => new()
    {
        ["id"] = "chatcmpl-1", ["object"] = "chat.completion", ["created"] = 1, ["model"] = asked.Model, ["usage"] = Usage(script),
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = script.Text }, ["finish_reason"] = script.Finish }),
    };

    static string AnthropicFinish(ModelScript script) => script.Finish switch { "length" => "max_tokens", "content_filter" => "refusal", _ => "end_turn" };

    static JsonObject AnthropicMessage(AskedModel asked, ModelScript script, string text) => new()
    {
        ["id"] = "msg_1", ["type"] = "message", ["role"] = "assistant", ["model"] = asked.Model, ["stop_sequence"] = null,
        ["content"] = text.Length == 0 ? new JsonArray() : new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }),
        ["stop_reason"] = text.Length == 0 ? null : AnthropicFinish(script), ["usage"] = new JsonObject { ["input_tokens"] = script.In, ["output_tokens"] = text.Length == 0 ? 0 : script.Out },
    };

    static JsonObject AnthropicWhole(AskedModel asked, ModelScript script) => AnthropicMessage(asked, script, script.Text);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
