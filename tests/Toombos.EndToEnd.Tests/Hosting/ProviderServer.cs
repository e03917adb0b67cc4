using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Toombos.Client.Models;
using Toombos.Server.Tests.Architecture;
using Toombos.Server.Tests.Hosting;

namespace Toombos.EndToEnd.Tests.Hosting;

/// <summary>A server from npm that speaks a provider's protocol and always answers the same: mock-llm for OpenAI's, Mockoon for Anthropic's. See tests/providers.</summary>
sealed class ProviderServer : IAsyncDisposable
{
    readonly Process _process;
    readonly TemporaryFolder _folder;

    public string Address { get; }

    ProviderServer(Process process, TemporaryFolder folder, string address)
    {
        (_process, _folder, Address) = (process, folder, address);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static async Task<ProviderServer> StartAsync(ModelProtocol protocol, string answer)
    {
        var modules = Path.Combine(Environment.GetEnvironmentVariable("TOOMBOS_TEST_PROVIDERS") ?? Repository.PathOf("artifacts", "providers"), "node_modules");
        if (!Directory.Exists(modules)) throw new InvalidOperationException("The providers' servers are not installed: run ./test.sh, which does it.");
        var (folder, port) = (new TemporaryFolder(), FreePort());
        var file = Path.Combine(folder.Path, "answers.json");
        await File.WriteAllTextAsync(file, (protocol == ModelProtocol.OpenAi ? MockLlm(answer) : Mockoon(answer)).ToJsonString());
        var start = protocol == ModelProtocol.OpenAi
            ? new ProcessStartInfo("node", [Path.Combine(modules, "@dwmkerr/mock-llm/dist/main.js"), "--config", file])
            : new ProcessStartInfo("node", [Path.Combine(modules, "@mockoon/cli/bin/run.js"), "start", "-d", file, "-p", $"{port}", "-l", "127.0.0.1", "-X", "--disable-admin-api"]);
        (start.Environment["HOST"], start.Environment["PORT"]) = ("127.0.0.1", $"{port}");
        (start.RedirectStandardOutput, start.RedirectStandardError, start.WorkingDirectory) = (true, true, folder.Path);
        var server = new ProviderServer(Process.Start(start)!, folder, $"http://127.0.0.1:{port}{(protocol == ModelProtocol.OpenAi ? "/v1" : "")}");
        await Eventually.SatisfiesAsync(async () =>
        {
            using var socket = new TcpClient();
            await ((Task)socket.ConnectAsync(IPAddress.Loopback, port)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return socket.Connected;
        }, connected => connected);
        return server;
    }

    static JsonObject MockLlm(string answer) => new()
    {
        ["streaming"] = new JsonObject { ["chunkSize"] = 40, ["chunkIntervalMs"] = 20 },
        ["rules"] = new JsonArray(new JsonObject
        {
            ["path"] = "/v1/chat/completions", ["match"] = "@",
            ["response"] = new JsonObject
            {
                ["status"] = 200,
                ["content"] = new JsonObject
                {
                    ["id"] = "chatcmpl-1", ["object"] = "chat.completion", ["model"] = "harbour-1",
                    ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = answer }, ["finish_reason"] = "stop" }),
                    ["usage"] = new JsonObject { ["prompt_tokens"] = 400, ["completion_tokens"] = 120, ["total_tokens"] = 520 },
                }.ToJsonString(),
            },
        }),
    };

    static JsonObject Mockoon(string answer)
    {
        string[] events =
        [
            Event("message_start", new() { ["message"] = new JsonObject { ["id"] = "msg_1", ["type"] = "message", ["role"] = "assistant", ["model"] = "harbour-1", ["content"] = new JsonArray(), ["usage"] = new JsonObject { ["input_tokens"] = 400, ["output_tokens"] = 1 } } }),
            Event("content_block_start", new() { ["index"] = 0, ["content_block"] = new JsonObject { ["type"] = "text", ["text"] = "" } }),
            .. answer.Chunk(40).Select(piece => Event("content_block_delta", new() { ["index"] = 0, ["delta"] = new JsonObject { ["type"] = "text_delta", ["text"] = new string(piece) } })),
            Event("content_block_stop", new() { ["index"] = 0 }),
            Event("message_delta", new() { ["delta"] = new JsonObject { ["stop_reason"] = "end_turn" }, ["usage"] = new JsonObject { ["output_tokens"] = 120 } }),
            Event("message_stop", []),
        ];
        var (route, reply) = ("a0000000-0000-4000-8000-000000000001", "a0000000-0000-4000-8000-000000000002");
        return new()
        {
            ["uuid"] = "a0000000-0000-4000-8000-000000000000", ["lastMigration"] = 33, ["name"] = "Anthropic", ["endpointPrefix"] = "", ["latency"] = 0, ["port"] = 3000, ["hostname"] = "127.0.0.1", ["folders"] = new JsonArray(),
            ["routes"] = new JsonArray(new JsonObject
            {
                ["uuid"] = route, ["type"] = "http", ["method"] = "post", ["endpoint"] = "v1/messages", ["responseMode"] = null, ["streamingMode"] = null,
                ["responses"] = new JsonArray(new JsonObject
                {
                    ["uuid"] = reply, ["body"] = string.Concat(events), ["statusCode"] = 200, ["latency"] = 0, ["bodyType"] = "INLINE", ["disableTemplating"] = true, ["default"] = true, ["rules"] = new JsonArray(), ["rulesOperator"] = "OR",
                    ["headers"] = new JsonArray(new JsonObject { ["key"] = "Content-Type", ["value"] = "text/event-stream" }), ["callbacks"] = new JsonArray(),
                }),
            }),
            ["rootChildren"] = new JsonArray(new JsonObject { ["type"] = "route", ["uuid"] = route }), ["headers"] = new JsonArray(), ["data"] = new JsonArray(), ["callbacks"] = new JsonArray(),
            ["tlsOptions"] = new JsonObject { ["enabled"] = false, ["type"] = "CERT" },
        };
    }

    static string Event(string type, JsonObject data)
    {
        data["type"] = type;
        return $"event: {type}\ndata: {data.ToJsonString()}\n\n";
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }
}
