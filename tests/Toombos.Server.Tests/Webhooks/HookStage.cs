using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Toombos.Client;
using Toombos.Client.Webhooks;
using Toombos.Server.Tests.Hosting;
using Toombos.Server.Tests.Jobs;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Webhooks;

/// <summary>A server whose clock the test moves, a workspace on it, and a receiver.</summary>
sealed class HookStage : IAsyncDisposable
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public required ToombosHost Host { get; init; }
    public required TestWorkspace Workspace { get; init; }
    public required HookSink Sink { get; init; }
    public TestWork Work { get; private init; } = null!;
    public ToombosClient Client => Workspace.Client;

    public static async Task<HookStage> StartAsync(DatabaseKind database, params (string Name, string Value)[] settings)
    {
        var work = new TestWork();
        var all = new Dictionary<string, string?> { ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1", ["Jobs:LeaseSeconds"] = "600" };
        foreach (var (name, value) in settings) all[name] = value;
        var host = await TestJobs.StartAsync(database, work, all);
        return new() { Host = host, Work = work, Workspace = await host.AddWorkspaceAsync(), Sink = await HookSink.StartAsync() };
    }

    public Task<NewWebhook> AddAsync(params string[] kinds) => Client.Webhooks.AddAsync(new() { Name = "CRM", Address = Sink.Address, Kinds = kinds }, Ct);

    public async Task<Guid> SourceAsync(string name) => (await Client.Documents.AddSourceAsync(new() { Name = name, Markdown = $"# {name}\n\nIt opens on Monday." }, Ct)).Source.Id;

    /// <summary>What the receiver answers from now on.</summary>
    public void Answers(Func<HttpContext, int> status) => Sink.Answer = context =>
    {
        context.Response.StatusCode = status(context);
        return Task.CompletedTask;
    };

    /// <summary>What has arrived, once there is so much of it.</summary>
    public Task<IReadOnlyList<WebhookMessage>> HeardAsync(int count) => Eventually.SatisfiesAsync(() => Task.FromResult<IReadOnlyList<WebhookMessage>>([.. Sink.Taken.Select(MessageOf)]), heard => heard.Count >= count);

    /// <summary>How the webhook stands, once it stands so; the clock goes on in between.</summary>
    public Task<Webhook> StandsAsync(Guid id, Func<Webhook, bool> so, TimeSpan? step = null) => Eventually.SatisfiesAsync(async () =>
    {
        if (step is { } time) Host.Clock.Advance(time);
        return await Client.Webhooks.GetAsync(id, Ct);
    }, so);

    public async Task<IReadOnlyList<WebhookDelivery>> LogAsync(Guid id, WebhookDeliveryState? state = null) => (await Client.Webhooks.ListDeliveriesAsync(id, state, ct: Ct)).Items;

    public static WebhookMessage MessageOf(TakenMessage taken) => JsonSerializer.Deserialize(taken.Body, ToombosJson.Default.WebhookMessage)!;

    public async ValueTask DisposeAsync()
    {
        await Sink.DisposeAsync();
        await Host.DisposeAsync();
    }
}
