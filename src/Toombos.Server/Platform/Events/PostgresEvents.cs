using Microsoft.Extensions.Options;
using Npgsql;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Events;

/// <summary>Hears what other nodes commit, where they share no Redis: PostgreSQL tells every node that listens. A line that was cut is taken up again, and what was missed is looked for.</summary>
public sealed partial class PostgresEvents(EventFeed feed, IOptions<DatabaseOptions> options, TimeProvider clock, ILogger<PostgresEvents> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), StillThere = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException && !stoppingToken.IsCancellationRequested)
            {
                LogCut(failure.GetType().Name);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }

    async Task ListenAsync(CancellationToken ct)
    {
        // A line of its own, which is not given to anybody else in between.
        var address = new NpgsqlConnectionStringBuilder(options.Value.Postgres) { Pooling = false, KeepAlive = (int)StillThere.TotalSeconds, ApplicationName = "toombos events" };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync(ct);
        connection.Notification += (_, told) =>
        {
            if (Guid.TryParse(told.Payload, out var workspace)) feed.Ring(workspace);
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {EventBell.Channel}", connection)) await listen.ExecuteNonQueryAsync(ct);
        feed.RingAll();
        while (true) await connection.WaitAsync(ct);
    }

    [LoggerMessage(LogLevel.Warning, "The line on which PostgreSQL tells of events was cut ({Failure}); it is opened again")]
    partial void LogCut(string failure);
}
