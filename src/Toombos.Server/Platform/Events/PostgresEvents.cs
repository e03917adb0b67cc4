using Microsoft.Extensions.Options;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Events;

/// <summary>Hears what other nodes commit, where they share no Redis: PostgreSQL tells every node that listens. What was missed while the line was cut is looked for.</summary>
public sealed partial class PostgresEvents(EventFeed feed, IOptions<DatabaseOptions> options, TimeProvider clock, ILogger<PostgresEvents> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => PostgresLine.ListenAsync(options.Value.Postgres!, "toombos events", EventBell.Channel, Hear, feed.RingAll, LogCut, clock, stoppingToken);

    void Hear(string word)
    {
        if (Guid.TryParse(word, out var workspace)) feed.Ring(workspace);
    }

    [LoggerMessage(LogLevel.Warning, "The line on which PostgreSQL tells of events was cut ({Failure}); it is opened again")]
    partial void LogCut(string failure);
}
