using System.Text.Json;
using System.Text.Json.Nodes;
using Toombos.Client;
using Toombos.Client.Jobs;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Models;

/// <summary>A workspace, on a server for all such tests, and a provider that it can connect.</summary>
sealed class ModelStage : IAsyncDisposable
{
    public const string Key = "sk-harbour-master-77";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public required ToombosHost Host { get; init; }
    public required TestWorkspace Workspace { get; set; }
    public required ModelSink Sink { get; init; }
    public ToombosClient Client => Workspace.Client;

    public static async Task<ModelStage> StartAsync(DatabaseKind database)
    {
        var host = await (await TestContext.Current.GetFixture<Hosts>())!.ModelsAsync(database);
        return new() { Host = host, Workspace = await host.AddWorkspaceAsync(), Sink = await ModelSink.StartAsync() };
    }

    /// <summary>On a server of its own, whose clock the test may set.</summary>
    public static async Task<ModelStage> AloneAsync(DatabaseKind database)
    {
        var host = await ToombosHost.StartAsync(database, Hosts.AsksModels);
        return new() { Host = host, Workspace = await host.AddWorkspaceAsync(), Sink = await ModelSink.StartAsync(), Alone = true };
    }

    bool Alone { get; init; }

    public static ModelEntry Entry(string name = "harbour-1", decimal input = 2, decimal output = 8) => new() { Name = name, ContextTokens = 100_000, InputPrice = input, OutputPrice = output, Structured = true };

    public Task<ModelProvider> ConnectAsync(ModelProtocol protocol = ModelProtocol.OpenAi, params ModelEntry[] models) => Client.Models.AddProviderAsync(new()
    {
        Name = "Harbour AI", Protocol = protocol, Address = protocol == ModelProtocol.Anthropic ? Sink.Address : Sink.OpenAi, Key = Key, Models = models.Length == 0 ? [Entry()] : models,
    }, Ct);

    public async Task<Draft> DraftAsync(string channel, string document)
    {
        var source = (await Client.Documents.AddSourceAsync(new() { Name = "News", Markdown = document }, Ct)).Source.Id;
        var piece = await Client.Writing.CreatePieceAsync(new() { SourceId = source, Channels = [channel] }, Ct);
        return await Client.Writing.GetDraftAsync(piece.Drafts[0].Id, ct: Ct);
    }

    /// <summary>Has the draft written and waits for the end of the job.</summary>
    public async Task<(JobDetails Job, Draft Draft)> WriteAsync(Guid draft, bool fresh = false)
    {
        var job = await Client.Writing.WriteDraftAsync(draft, new() { Fresh = fresh }, Ct);
        return await DoneAsync(job.Id, draft);
    }

    public async Task<(JobDetails Job, Draft Draft)> DoneAsync(Guid id, Guid draft)
    {
        var done = await Eventually.SatisfiesAsync(() => Client.Jobs.GetAsync(id, Ct), d => d.Job.State is not (JobState.Pending or JobState.Running));
        return (done, await Client.Writing.GetDraftAsync(draft, ct: Ct));
    }

    /// <summary>An answer of the shape that is asked for.</summary>
    public static string Answer(params (string Role, string Text, int[] Blocks)[] parts) => new JsonObject
    {
        ["parts"] = new JsonArray([.. parts.Select(p => (JsonNode)new JsonObject
        {
            ["role"] = p.Role, ["post"] = 1, ["sentences"] = new JsonArray(new JsonObject { ["text"] = p.Text, ["blocks"] = new JsonArray([.. p.Blocks.Select(b => (JsonNode)JsonValue.Create(b))]) }),
        })]),
    }.ToJsonString();

    /// <summary>One post of these sentences, which all cite the first block.</summary>
    public static string Post(params string[] sentences) => new JsonObject
    {
        ["parts"] = new JsonArray(new JsonObject
        {
            ["role"] = "paragraph", ["post"] = 1, ["sentences"] = new JsonArray([.. sentences.Select(s => (JsonNode)new JsonObject { ["text"] = s, ["blocks"] = new JsonArray(1) })]),
        }),
    }.ToJsonString();

    public async ValueTask DisposeAsync()
    {
        await Sink.DisposeAsync();
        if (Alone) await Host.DisposeAsync();
    }
}
