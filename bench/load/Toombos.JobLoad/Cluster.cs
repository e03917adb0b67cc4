using Npgsql;

namespace Toombos.JobLoad;

/// <summary>Nodes over one new database, which is gone afterwards.</summary>
sealed class Cluster : IAsyncDisposable
{
    readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("toombos-bench-");
    readonly string _name = $"toombos_bench_{Guid.NewGuid():N}";
    readonly string? _maintenance;

    public List<NodeProcess> Nodes { get; } = [];

    /// <summary>Connection string of the database; null on SQLite.</summary>
    public string? Database { get; private set; }

    Cluster(string? postgres) => _maintenance = postgres;

    /// <param name="postgres">Connection to a PostgreSQL in which a database may be made; SQLite when null.</param>
    public static async Task<Cluster> StartAsync(string? postgres, params Role[] roles)
    {
        var cluster = new Cluster(postgres);
        if (postgres is not null)
        {
            await ExecuteAsync(postgres, $"CREATE DATABASE {cluster._name}");
            cluster.Database = new NpgsqlConnectionStringBuilder(postgres) { Database = cluster._name }.ConnectionString;
        }
        foreach (var role in roles) await cluster.AddAsync(role);
        return cluster;
    }

    public async Task<NodeProcess> AddAsync(Role role)
    {
        var settings = new Dictionary<string, string>
        {
            ["Server__Role"] = role == Role.Api ? "api" : "worker", ["Database__DataFolder"] = _data.FullName, ["Jobs__Threads"] = "64", ["RateLimits__Enabled"] = "false",
        };
        if (Database is not null) settings["Database__Postgres"] = Database;
        if (role == Role.ClusteredWorker) settings["Jobs__Clustered"] = "true";
        var node = new NodeProcess(Environment.ProcessPath!, ["node"], settings);
        Nodes.Add(node);
        if (await node.ReadAsync() != "ready") throw new InvalidOperationException("The node did not start.");
        return node;
    }

    /// <summary>Waits until nothing is open; counting is cheap, but not free.</summary>
    public async Task EmptyAsync(NodeProcess asked, int every = 500)
    {
        while (await asked.NumberAsync("open") > 0) await Task.Delay(every);
    }

    static async Task ExecuteAsync(string postgres, string sql)
    {
        await using var source = NpgsqlDataSource.Create(postgres);
        await source.CreateCommand(sql).ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes) await node.DisposeAsync();
        if (_maintenance is not null) await ExecuteAsync(_maintenance, $"DROP DATABASE {_name} WITH (FORCE)");
        _data.Delete(recursive: true);
    }
}

/// <summary>What a node does.</summary>
enum Role
{
    /// <summary>Adds jobs, does none.</summary>
    Api,
    Worker,

    /// <summary>A worker whose engine shares its triggers with others in the database, which is the alternative.</summary>
    ClusteredWorker,
}
