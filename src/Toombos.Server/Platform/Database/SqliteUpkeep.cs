using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Hosting;

namespace Toombos.Server.Platform.Database;

/// <summary>Lets SQLite look at its tables at the start and once an hour, so that it knows which index serves a question; PostgreSQL does so by itself.</summary>
public sealed class SqliteUpkeep(IServiceScopeFactory scopes, SqliteWriter writer, TimeProvider clock, ILogger<SqliteUpkeep> log) : Rounds("The look of SQLite at its tables", clock, log)
{
    /// <summary>Looks at those tables only that grew much since the last look, and at a sample of each.</summary>
    public const string Statement = "PRAGMA optimize=0x10002";

    protected override TimeSpan Pause => TimeSpan.FromHours(1);

    public override async Task RunAsync(CancellationToken ct)
    {
        using var turn = await writer.WaitAsync(ct);
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ToombosDb>().Database.ExecuteSqlRawAsync(Statement, ct);
    }
}
