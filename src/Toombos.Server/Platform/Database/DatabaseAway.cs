using System.Data.Common;
using System.Net.Sockets;
using Npgsql;

namespace Toombos.Server.Platform.Database;

/// <summary>Tells a database that is being restarted, or a line to it that was cut, from all that goes wrong for a reason of its own and would go wrong again.</summary>
static class DatabaseAway
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Asks until the database is back, for those whom nobody waits for.</summary>
    public static async Task<T> WaitAsync<T>(Func<Task<T>> ask, TimeProvider clock, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (Exception failure) when (Caused(failure))
            {
                await Task.Delay(Pause, clock, ct);
            }
        }
    }

    /// <summary>That, or it has too much to do: what was asked for can be asked for again.</summary>
    public static bool Passes(Exception? failure) => failure is DbException { IsTransient: true } || Caused(failure) || failure is { InnerException: { } inner } && Passes(inner);

    public static bool Caused(Exception? failure) => failure switch
    {
        null => false,
        PostgresException told => told.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow,
        NpgsqlException { InnerException: IOException or SocketException } => true,
        _ => Caused(failure.InnerException),
    };
}
