using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Toombos.Client.Audit;
using Toombos.Server.Features.Audit;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Benchmarks;

/// <summary>A log of a million entries in each database: what a page of it takes by each filter, what verifying takes, and what an entry costs its write.</summary>
static class AuditLog
{
    const int Entries = 1_000_000, Pages = 60, Writes = 400, Writers = 8;

    static readonly Guid Workspace = new("00000000-0000-7000-8000-0000000a0d17");

    /// <param name="postgres">Connection to a PostgreSQL in which a database may be made; SQLite only without.</param>
    public static async Task<int> RunAsync(string? postgres)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| audit log of {Entries:N0} entries | SQLite P50 ms | P95 ms | PostgreSQL P50 ms | P95 ms |\n|---|--:|--:|--:|--:|"));
        var folder = Directory.CreateTempSubdirectory("toombos-bench-");
        var sqlite = await MeasureAsync(new() { ["Database:DataFolder"] = folder.FullName });
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
        var other = postgres is null ? [] : await OnPostgresAsync(postgres);
        foreach (var (name, (median, p95)) in sqlite)
        {
            var beside = other.TryGetValue(name, out var there) ? string.Create(CultureInfo.InvariantCulture, $"{there.Median:0.0} | {there.P95:0.0}") : "– | –";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {median:0.0} | {p95:0.0} | {beside} |"));
        }
        return 0;
    }

    static async Task<Dictionary<string, (double Median, double P95)>> OnPostgresAsync(string connection)
    {
        var name = $"toombos_bench_{Guid.NewGuid():N}";
        await using var maintenance = NpgsqlDataSource.Create(connection);
        await maintenance.CreateCommand($"create database {name}").ExecuteNonQueryAsync();
        var own = new NpgsqlConnectionStringBuilder(connection) { Database = name }.ConnectionString;
        var folder = Directory.CreateTempSubdirectory("toombos-bench-");
        try
        {
            return await MeasureAsync(new() { ["Database:DataFolder"] = folder.FullName, ["Database:Postgres"] = own });
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await maintenance.CreateCommand($"drop database {name} with (force)").ExecuteNonQueryAsync();
            folder.Delete(recursive: true);
        }
    }

    static async Task<Dictionary<string, (double, double)>> MeasureAsync(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        await using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddSingleton(TimeProvider.System).AddLogging().AddHttpContextAccessor()
            .AddDatabase(configuration).AddTables(model =>
            {
                model.MapPeople();
                model.ApplyConfiguration(new ApiKey.Mapping());
                model.ApplyConfiguration(new SigningKey.Mapping());
            }).AddScoped<KeyRing>().BuildServiceProvider();
        await using (var scope = services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
            await db.Database.EnsureCreatedAsync();
            await AuditTriggers.EnsureAsync(db, default);
            await AuditFill.RunAsync(db, Workspace, Entries);
        }

        var measured = new Dictionary<string, (double, double)>();
        foreach (var (name, filter) in AuditFill.Filters(Entries)) measured[name] = await PagesAsync(services, filter);
        var started = Stopwatch.GetTimestamp();
        if (!(await ScopedAsync(services, db => VerifyAudit.RunAsync(db, Workspace, default))).Intact) throw new InvalidOperationException("The log is not whole.");
        var verified = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        measured["the whole chain verified, once"] = (verified, verified);

        measured["a row saved that leaves no entry"] = await WritesAsync(1, _ => ScopedAsync(services, db => SaveAsync(db, db.SigningKeys.Add(new() { CreatedAt = TimeProvider.System.GetUtcNow(), Sealed = new('x', 60) }).Entity)));
        measured["a row saved with its entry"] = await WritesAsync(1, _ => KeyAsync(services, Workspace));
        measured[$"the same by {Writers} writers in one workspace"] = await WritesAsync(Writers, _ => KeyAsync(services, Workspace));
        var others = Enumerable.Range(0, Writers).Select(_ => Guid.CreateVersion7()).ToArray();
        measured[$"the same by {Writers} writers in a workspace each"] = await WritesAsync(Writers, writer => KeyAsync(services, others[writer]));
        return measured;
    }

    /// <summary>Pages from the newest on and from the middle.</summary>
    static async Task<(double, double)> PagesAsync(ServiceProvider services, AuditFilter filter)
    {
        var times = new List<double>();
        for (var i = 0; i < Pages + 10; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await ScopedAsync(services, db => ListEntries.Handle(db, filter, i % 2 == 0 ? null : (Entries / 2 + i).ToString(CultureInfo.InvariantCulture), 50, default));
            if (i >= 10) times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return Of(times);
    }

    static async Task<(double, double)> WritesAsync(int writers, Func<int, Task> write)
    {
        var times = new System.Collections.Concurrent.ConcurrentBag<double>();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < Writes / writers + 20; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await write(writer);
                if (i >= 20) times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        })));
        return Of([.. times]);
    }

    static async Task KeyAsync(ServiceProvider services, Guid workspace)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace, "bench");
        scope.ServiceProvider.GetRequiredService<KeyRing>().AddKey("bench");
        await scope.ServiceProvider.GetRequiredService<ToombosDb>().SaveChangesAsync();
    }

    static async Task<object> SaveAsync(ToombosDb db, object row)
    {
        await db.SaveChangesAsync();
        return row;
    }

    static async Task<T> ScopedAsync<T>(ServiceProvider services, Func<ToombosDb, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(Workspace, "bench");
        return await work(scope.ServiceProvider.GetRequiredService<ToombosDb>());
    }

    static (double, double) Of(List<double> times)
    {
        times.Sort();
        return (times[times.Count / 2], times[(int)(times.Count * 0.95)]);
    }
}
