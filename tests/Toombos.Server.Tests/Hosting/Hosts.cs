using System.Collections.Concurrent;

[assembly: AssemblyFixture(typeof(Toombos.Server.Tests.Hosting.Hosts))]

namespace Toombos.Server.Tests.Hosting;

/// <summary>
/// One server per database for the whole run, started by the first test that asks. Tests keep apart by workspaces
/// of their own; one that moves the clock or stops the server starts its own with <see cref="ToombosHost.StartAsync"/>.
/// </summary>
public sealed class Hosts : IAsyncDisposable
{
    readonly ConcurrentDictionary<DatabaseKind, Lazy<Task<ToombosHost>>> _running = new(), _listening = new(), _models = new();

    public Task<ToombosHost> GetAsync(DatabaseKind kind) => _running.GetOrAdd(kind, k => new(() => ToombosHost.StartAsync(k))).Value;

    /// <summary>The same on the network of this machine.</summary>
    public Task<ToombosHost> ListeningAsync(DatabaseKind kind) => _listening.GetOrAdd(kind, k => new(() => ToombosHost.ListenAsync(k))).Value;

    /// <summary>The same, where models on this machine may be asked, and jobs last as long as their models take.</summary>
    public Task<ToombosHost> ModelsAsync(DatabaseKind kind) => _models.GetOrAdd(kind, k => new(() => ToombosHost.ListenAsync(k, AsksModels))).Value;

    public static IReadOnlyDictionary<string, string?> AsksModels { get; } = new Dictionary<string, string?>
    {
        ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1", ["Jobs:LeaseSeconds"] = "600", ["Jobs:DrainSeconds"] = "0",
    };

    /// <summary>A workspace that no other test sees.</summary>
    public async Task<TestWorkspace> WorkspaceAsync(DatabaseKind kind) => await (await GetAsync(kind)).AddWorkspaceAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _running.Values.Concat(_listening.Values).Concat(_models.Values)) await (await host.Value).DisposeAsync();
        await MigratedDatabases.RemoveAsync();
    }
}
