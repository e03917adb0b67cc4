using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Client.Models;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Features.Models;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;
using Toombos.Sinks;

namespace Toombos.Benchmarks;

/// <summary>
/// What stands between a model and the draft: the time to the first piece over calling the same fake directly, in one process and one run; and the memory of
/// the published server while 200 drafts are written and followed at once.
/// </summary>
static class ModelStreams
{
    const int Rounds = 300, Warming = 50, Streams = 200;

    public static async Task<int> RunAsync(string executable)
    {
        Console.WriteLine("| models | median ms | P95 ms |\n|---|--:|--:|");
        await FirstPieceAsync();
        await ManyAsync(executable);
        return 0;
    }

    static async Task FirstPieceAsync()
    {
        await using var sink = await ModelSink.StartAsync();
        sink.Answer = _ => new(new string('a', 400), Piece: 20);
        await using var host = new BenchHost();
        host.UseKestrel(0);
        host.StartServer();
        var workspace = await host.WorkspaceAsync();
        using var http = host.CreateClient();
        http.DefaultRequestHeaders.Add("X-API-Key", workspace.Key);
        await ConnectAsync(new(http), sink);
        using var line = new SocketsHttpHandler();
        using var direct = new HttpClient(line);
        var question = new ModelQuestion(ModelPurpose.Draft, "bench@1", "Write a post.", Inputs.Sample) { MaxOutputTokens = 1000, Fresh = true };
        var (plain, ours) = (new List<double>(), new List<double>());
        for (var i = 0; i < Rounds + Warming; i++)
        {
            plain.Add(await DirectAsync(direct, sink, question));
            ours.Add(await ThroughAsync(host, workspace.Id, question));
        }
        Print("first piece, the fake directly", plain[Warming..]);
        Print("first piece through Toombos: routes, cap reserved, provider's protocol", ours[Warming..]);
        Print("added, of each pair", [.. ours.Zip(plain, (o, p) => o - p).Skip(Warming)]);
    }

    static async Task<double> DirectAsync(HttpClient http, ModelSink sink, ModelQuestion question)
    {
        var body = new JsonObject
        {
            ["model"] = "bench-1", ["stream"] = true, ["stream_options"] = new JsonObject { ["include_usage"] = true }, ["max_completion_tokens"] = question.MaxOutputTokens,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "system", ["content"] = question.System }, new JsonObject { ["role"] = "user", ["content"] = question.User }),
        };
        var began = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, sink.OpenAi + "/chat/completions") { Content = JsonContent.Create(body) };
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        double? first = null;
        while (await lines.ReadLineAsync() is { } line)
            if (first is null && line.Contains("content", StringComparison.Ordinal)) first = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return first!.Value;
    }

    static async Task<double> ThroughAsync(BenchHost host, Guid workspace, ModelQuestion question)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace, "bench");
        var desk = scope.ServiceProvider.GetRequiredService<ModelDesk>();
        double? first = null;
        var began = Stopwatch.GetTimestamp();
        var outcome = await desk.AskAsync(question, text => new ModelReading<string>(text, null), (_, _) =>
        {
            first ??= Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            return Task.CompletedTask;
        }, CancellationToken.None);
        return first ?? throw new InvalidOperationException(string.Join(' ', outcome.Refusals));
    }

    static async Task ManyAsync(string executable)
    {
        await using var sink = await ModelSink.StartAsync();
        var (arrived, all) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var answer = new JsonObject { ["parts"] = new JsonArray([.. Enumerable.Range(0, 30).Select(i => (JsonNode)new JsonObject { ["role"] = "paragraph", ["post"] = 0, ["sentences"] = new JsonArray(new JsonObject { ["text"] = $"The workshop is open again, and this is sentence {i} of a long text.", ["blocks"] = new JsonArray(1) }) })]) }.ToJsonString();
        sink.Answer = _ => new(answer, Piece: 60)
        {
            Pause = ct =>
            {
                if (Interlocked.Increment(ref arrived) == Streams) all.TrySetResult();
                return all.Task.WaitAsync(TimeSpan.FromMinutes(2), ct);
            },
        };
        await using var server = new PublishedServer(executable, "all", new Dictionary<string, string> { ["OutboundHttp__AllowedPrivateHosts__0"] = "127.0.0.1", ["Jobs__Threads"] = "300", ["Jobs__PerWorkspace"] = "300" });
        using var handler = new SocketsHttpHandler();
        using var http = new HttpClient(handler) { BaseAddress = new(await server.AddressAsync()), Timeout = TimeSpan.FromMinutes(5) };
        http.DefaultRequestHeaders.Add("X-API-Key", await server.KeyAsync());
        var client = new ToombosClient(http);
        await ConnectAsync(client, sink);
        var drafts = new List<Guid>();
        for (var i = 0; i < Streams; i++)
        {
            var source = (await client.Documents.AddSourceAsync(new() { Name = $"News {i}", Markdown = $"# News\n\n## Workshop {i}\n\nThe workshop is open again.\n" })).Source.Id;
            drafts.Add((await client.Writing.CreatePieceAsync(new() { SourceId = source, Channels = ["web"] })).Drafts[0].Id);
        }
        var before = server.ResidentMegabytes();
        var began = Stopwatch.GetTimestamp();
        var follows = new List<Task<int>>();
        foreach (var draft in drafts)
        {
            var job = await client.Writing.WriteDraftAsync(draft);
            follows.Add(Task.Run(async () => await client.Writing.FollowAsync(draft, job.Id).CountAsync()));
        }
        await all.Task.WaitAsync(TimeSpan.FromMinutes(2));
        var most = server.ResidentMegabytes();
        var counts = Task.WhenAll(follows);
        while (!counts.IsCompleted)
        {
            most = Math.Max(most, server.ResidentMegabytes());
            await Task.WhenAny(counts, Task.Delay(100));
        }
        var heard = (await counts).Sum();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\n{Streams} drafts written and followed at once, {heard} sentences heard in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s: resident memory {before:0} MB before, {most:0} MB at most"));
    }

    static Task<Client.Models.ModelProvider> ConnectAsync(ToombosClient client, ModelSink sink) => client.Models.AddProviderAsync(new()
    {
        Name = "Fake", Protocol = ModelProtocol.OpenAi, Address = sink.OpenAi, Key = "sk-bench", MaxConcurrent = 1000,
        Models = [new() { Name = "bench-1", ContextTokens = 1_000_000, InputPrice = 0.1m, OutputPrice = 0.4m }],
    });

    static void Print(string name, List<double> times)
    {
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {times[times.Count / 2]:0.00} | {times[(int)(times.Count * 0.95)]:0.00} |"));
    }

    /// <summary>The server in this process, with SQLite in a folder that is gone afterwards.</summary>
    sealed class BenchHost : WebApplicationFactory<SaveVersion>
    {
        readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("toombos-bench-");

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (name, value) in new Dictionary<string, string> { ["Database:DataFolder"] = _data.FullName, ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1", ["RateLimits:Enabled"] = "false", ["Logging:LogLevel:Default"] = "Error", ["urls"] = "http://127.0.0.1:0" })
                builder.UseSetting(name, value);
        }

        public async Task<(Guid Id, string Key)> WorkspaceAsync()
        {
            await using var scope = Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
            var workspace = new Workspace { Name = "Bench", Brand = new() { Name = "Bench" }, CreatedAt = TimeProvider.System.GetUtcNow() };
            scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace.Id, "bench");
            db.Add(workspace);
            var key = scope.ServiceProvider.GetRequiredService<KeyRing>().AddKey("bench");
            await db.SaveChangesAsync();
            return (workspace.Id, key);
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            _data.Delete(recursive: true);
        }
    }
}
