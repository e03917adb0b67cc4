using Microsoft.Extensions.Options;
using Npgsql;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Jobs;

/// <summary>Hears that another node has added a job.</summary>
public sealed partial class PostgresJobs(JobBell bell, IOptions<DatabaseOptions> options, TimeProvider clock, ILogger<PostgresJobs> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        PostgresLine.ListenAsync(options.Value.Postgres!, "toombos jobs", JobBell.Channel, _ => bell.Ring(), bell.Ring, LogCut, clock, stoppingToken);

    [LoggerMessage(LogLevel.Warning, "The line on which PostgreSQL tells of jobs was cut ({Failure}); it is opened again")]
    partial void LogCut(string failure);
}
