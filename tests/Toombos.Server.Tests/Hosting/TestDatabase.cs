using Npgsql;

namespace Toombos.Server.Tests.Hosting;

/// <summary>A database that lives as long as one fixture.</summary>
abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>Configuration that makes the server use it.</summary>
    public abstract IReadOnlyDictionary<string, string?> Settings { get; }

    public static TestDatabase Of(DatabaseKind kind) => kind == DatabaseKind.Sqlite ? new SqliteTestDatabase() : new PostgresTestDatabase();

    public virtual Task CreateAsync() => Task.CompletedTask;

    /// <summary>The same as another one, which nobody uses meanwhile.</summary>
    public abstract Task CopyAsync(TestDatabase from);

    public abstract ValueTask DisposeAsync();
}

/// <summary>SQLite in a folder of its own.</summary>
sealed class SqliteTestDatabase : TestDatabase
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("toombos-");

    public override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?> { ["Database:Postgres"] = "", ["Database:DataFolder"] = _folder.FullName };

    public override Task CopyAsync(TestDatabase from)
    {
        File.Copy(FileOf((SqliteTestDatabase)from), FileOf(this));
        return Task.CompletedTask;
    }

    static string FileOf(SqliteTestDatabase database) => Path.Combine(database._folder.FullName, "toombos.db");

    public override ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A connection that was closed at this very moment put a file of SQLite's own back.
            _folder.Delete(recursive: true);
        }
        return ValueTask.CompletedTask;
    }
}

/// <summary>A database of its own on the PostgreSQL instance that test.sh started.</summary>
sealed class PostgresTestDatabase : TestDatabase
{
    readonly string _maintenance = Environment.GetEnvironmentVariable("TOOMBOS_TEST_POSTGRES")
        ?? throw new InvalidOperationException("TOOMBOS_TEST_POSTGRES is not set: run ./test.sh, which starts a private PostgreSQL.");
    readonly string _name = $"toombos_{Guid.NewGuid():N}";
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("toombos-");

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_maintenance) { Database = _name, MaxPoolSize = 20 }.ConnectionString;

    public override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?> { ["Database:Postgres"] = ConnectionString, ["Database:DataFolder"] = _folder.FullName };

    public override Task CreateAsync() => ExecuteAsync($"create database {_name}");

    public override Task CopyAsync(TestDatabase from) => ExecuteAsync($"create database {_name} template {((PostgresTestDatabase)from)._name}");

    public override async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString)) NpgsqlConnection.ClearPool(connection);
        await ExecuteAsync($"drop database if exists {_name} with (force)");
        _folder.Delete(recursive: true);
    }

    async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_maintenance);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
