using Npgsql;

namespace Toombos.Server.Platform.Database;

/// <summary>A line on which PostgreSQL tells what other nodes commit. One that was cut is taken up again.</summary>
static class PostgresLine
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), StillThere = TimeSpan.FromSeconds(30);

    /// <param name="heard">Gets the payload of each word on the channel.</param>
    /// <param name="opened">Called whenever the line is open: what was said before was missed.</param>
    /// <param name="cut">Gets the kind of failure.</param>
    public static async Task ListenAsync(string address, string name, string channel, Action<string> heard, Action opened, Action<string> cut, TimeProvider clock, CancellationToken ct)
    {
        // A line of its own, which is not given to anybody else in between.
        var own = new NpgsqlConnectionStringBuilder(address) { Pooling = false, KeepAlive = (int)StillThere.TotalSeconds, ApplicationName = name };
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(own.ConnectionString);
                await connection.OpenAsync(ct);
                connection.Notification += (_, told) => heard(told.Payload);
                await using (var listen = new NpgsqlCommand($"LISTEN {channel}", connection)) await listen.ExecuteNonQueryAsync(ct);
                opened();
                while (true) await connection.WaitAsync(ct);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException && !ct.IsCancellationRequested)
            {
                cut(failure.GetType().Name);
                await Task.Delay(Pause, clock, ct);
            }
        }
    }
}
