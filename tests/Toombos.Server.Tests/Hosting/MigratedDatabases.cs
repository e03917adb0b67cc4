using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;

namespace Toombos.Server.Tests.Hosting;

/// <summary>Empty databases with all their tables. The migrations run once for each kind and each new database is a copy, for hundreds of tests want one of their own.</summary>
static class MigratedDatabases
{
    static readonly ConcurrentDictionary<DatabaseKind, Lazy<Task<TestDatabase>>> Models = new();

    public static async Task<TestDatabase> NewAsync(DatabaseKind kind)
    {
        var (model, database) = (await Models.GetOrAdd(kind, k => new(() => MigrateAsync(k))).Value, TestDatabase.Of(kind));
        await database.CopyAsync(model);
        return database;
    }

    public static async Task RemoveAsync()
    {
        foreach (var model in Models.Values) await (await model.Value).DisposeAsync();
    }

    static async Task<TestDatabase> MigrateAsync(DatabaseKind kind)
    {
        var database = TestDatabase.Of(kind);
        await database.CreateAsync();
        // A connection that stays open in a pool would stand in the way of copying.
        var settings = database.Settings.ToDictionary(s => s.Key, s => s.Key == "Database:Postgres" && s.Value!.Length > 0 ? s.Value + ";Pooling=false" : s.Value);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddSingleton(TimeProvider.System).AddLogging();
        services.AddFeatures(configuration, Role.Api);
        await using (var provider = services.BuildServiceProvider()) await provider.MigrateDatabaseAsync(CancellationToken.None);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return database;
    }
}
