using Microsoft.EntityFrameworkCore;

namespace Toombos.Server.Platform.Database;

/// <summary>Lets SQLite look at its tables at the start and once an hour, so that it knows which index serves a question; PostgreSQL does so by itself.</summary>
public sealed partial class SqliteUpkeep(IServiceScopeFactory scopes, SqliteWriter writer, TimeProvider clock, ILogger<SqliteUpkeep> log) : BackgroundService
{
    /// <summary>Looks at those tables only that grew much since the last look, and at a sample of each.</summary>
    public const string Statement = "PRAGMA optimize=0x10002";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                using var turn = await writer.WaitAsync(stoppingToken);
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<ToombosDb>().Database.ExecuteSqlRawAsync(Statement, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailed(failure);
            }
            await Task.Delay(TimeSpan.FromHours(1), clock, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "SQLite could not look at its tables; it is tried again in an hour")]
    partial void LogFailed(Exception failure);
}
