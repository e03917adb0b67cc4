using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Toombos.Client;
using Toombos.Client.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Tests.Hosting;

/// <summary>A workspace, a key to it, and the SDK over both.</summary>
public sealed record TestWorkspace(Guid Id, string Key, ToombosClient Client, HttpClient Http);

/// <summary>The real server in the test's process, on a database of its own and a clock that the test sets.</summary>
public sealed class ToombosHost : WebApplicationFactory<Program>
{
    readonly TestDatabase _database;
    readonly IReadOnlyDictionary<string, string?> _settings;
    readonly bool _owner = true;
    bool _listens;
    Action<IServiceCollection> _services = _ => { };
    int _workspaces;

    ToombosHost(TestDatabase database, IReadOnlyDictionary<string, string?> settings) => (_database, _settings) = (database, settings);

    ToombosHost(ToombosHost first, IReadOnlyDictionary<string, string?> settings) : this(first._database, settings) => (_owner, _listens) = (false, first._listens);

    /// <summary>Folder of what the server keeps on disk.</summary>
    public string DataFolder => _database.Settings["Database:DataFolder"]!;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public static async Task<ToombosHost> StartAsync(DatabaseKind kind, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null)
    {
        var host = new ToombosHost(await MigratedDatabases.NewAsync(kind), settings ?? new Dictionary<string, string?>());
        if (services is not null) host._services = services;
        host.StartServer();
        return host;
    }

    /// <summary>The same on the network of this machine, for what can't be tried on a server without one.</summary>
    public static async Task<ToombosHost> ListenAsync(DatabaseKind kind, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var host = new ToombosHost(await MigratedDatabases.NewAsync(kind), settings ?? new Dictionary<string, string?>()) { _listens = true };
        host.Start();
        return host;
    }

    void Start()
    {
        if (_listens) UseKestrel(0);
        StartServer();
    }

    /// <summary>Another node on the same database and data folder, with a clock of its own.</summary>
    public ToombosHost Node(IReadOnlyDictionary<string, string?>? settings = null)
    {
        var host = new ToombosHost(this, settings ?? _settings) { _services = _services };
        host.Start();
        return host;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Identity:PasswordRounds", "100000"); // the fewest that are allowed
        builder.UseSetting("Logging:LogLevel:Toombos.Server.Platform.Mail", "Warning");
        builder.UseSetting("RateLimits:Enabled", "false"); // its clock stands still, so nothing would ever be refilled
        if (_listens) builder.UseSetting("urls", "http://127.0.0.1:0");
        foreach (var (name, value) in _database.Settings.Concat(_settings)) builder.UseSetting(name, value);
        builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore.Routing", "Error"); // the in-process server has no body limit to set
        builder.ConfigureTestServices(services =>
        {
            services.RemoveAll<TimeProvider>();
            services.AddSingleton<TimeProvider>(Clock);
            services.AddAuditGuard();
            _services(services);
        });
    }

    /// <summary>A new workspace with a key, made the way the first run makes one.</summary>
    public async Task<TestWorkspace> AddWorkspaceAsync(string? name = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        name ??= $"Workspace {Interlocked.Increment(ref _workspaces)}";
        var workspace = new Features.Workspaces.Workspace { Name = name, Brand = new Brand { Name = name }, CreatedAt = Clock.GetUtcNow() };
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace.Id, "test");
        db.Add(workspace);
        var key = scope.ServiceProvider.GetRequiredService<KeyRing>().AddKey("test");
        await db.SaveChangesAsync();
        var http = CreateClient();
        http.DefaultRequestHeaders.Add("X-API-Key", key);
        return new(workspace.Id, key, new ToombosClient(http), http);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_owner) await _database.DisposeAsync();
    }
}
