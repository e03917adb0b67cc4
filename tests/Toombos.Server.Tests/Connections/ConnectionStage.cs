using Microsoft.Extensions.DependencyInjection;
using Toombos.Client.Connections;
using Toombos.Server.Features.Connections;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;
using Connection = Toombos.Client.Connections.Connection;

namespace Toombos.Server.Tests.Connections;

/// <summary>A server whose services are all one that answers as the test wants, and a workspace on it.</summary>
sealed class ConnectionStage : IAsyncDisposable
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public required ToombosHost Host { get; init; }
    public required AccountSink Sink { get; init; }
    public required TestWorkspace Workspace { get; init; }
    public ConnectionsClient Client => Workspace.Client.Connections;

    public static async Task<ConnectionStage> StartAsync(DatabaseKind database, Action<IServiceCollection>? services = null)
    {
        var sink = await AccountSink.StartAsync();
        var settings = new Dictionary<string, string?>
        {
            // The tests make the rounds themselves.
            ["Server:Role"] = "api", ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1", ["GoogleDocs:ApiAddress"] = sink.Address, ["GoogleDocs:DriveAddress"] = sink.Address + "/drive", ["Notion:ApiAddress"] = sink.Address,
        };
        foreach (var provider in (string[])["google", "google-service-account", "notion", "notion-token", "linkedin", "linkedin-pages", "x", "threads"])
        {
            (settings[$"Connections:Providers:{provider}:ClientId"], settings[$"Connections:Providers:{provider}:ClientSecret"]) = ("harbour-app", "harbour-secret-55");
            (settings[$"Connections:Providers:{provider}:TokenAddress"], settings[$"Connections:Providers:{provider}:RevokeAddress"]) = (sink.Address + "/token", sink.Address + "/revoke");
            settings[$"Connections:Providers:{provider}:WhoAddress"] = sink.Address + "/who";
            settings[$"Connections:Providers:{provider}:ExchangeAddress"] = settings[$"Connections:Providers:{provider}:RenewAddress"] = sink.Address + "/exchange";
        }
        var host = await ToombosHost.StartAsync(database, settings, services);
        return new() { Host = host, Sink = sink, Workspace = await host.AddWorkspaceAsync() };
    }

    /// <summary>Connects an account by consent.</summary>
    public async Task<Connection> ConnectAsync(string provider = "notion", Guid? again = null, ConnectionsClient? client = null)
    {
        client ??= Client;
        var start = await client.StartAsync(new() { Provider = again is null ? provider : null, ConnectionId = again }, Ct);
        return await client.FinishAsync(new() { Query = Sink.Consent(start.Address) }, Ct);
    }

    /// <summary>What features get when they ask for a token, on one node or another.</summary>
    public async Task<AccountToken> TokenAsync(Guid id, ToombosHost? node = null, string? rejected = null)
    {
        await using var scope = (node ?? Host).Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(Workspace.Id, "test");
        var tokens = scope.ServiceProvider.GetRequiredService<AccountTokens>();
        return rejected is null ? await tokens.GetAsync(id, Ct) : await tokens.ReplaceAsync(id, rejected, Ct);
    }

    public async Task<string> GoodAsync(Guid id) => Assert.IsType<AccountToken.Good>(await TokenAsync(id)).Token;

    public Task SweepAsync() => Host.Services.GetRequiredService<RenewSoon>().RunAsync(Ct);

    public async Task<IReadOnlyList<string>> AlertsAsync() => [.. (await Workspace.Client.Alerts.ListAsync(ct: Ct)).Items.Where(a => a.ClearedAt is null).Select(a => a.Code)];

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Sink.DisposeAsync();
    }
}
