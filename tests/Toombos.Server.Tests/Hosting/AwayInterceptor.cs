using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Toombos.Server.Tests.Hosting;

/// <summary>A database that is away when the test says so, as if its server were being restarted.</summary>
sealed class AwayInterceptor : DbCommandInterceptor
{
    readonly ConcurrentQueue<string> _refused = new();
    volatile bool _away;

    public bool Away { get => _away; set => _away = value; }

    /// <summary>How many statements with this text found it away.</summary>
    public int Refused(string text) => _refused.Count(statement => statement.Contains(text, StringComparison.Ordinal));

    public static NpgsqlException Failure() => new("Exception while reading from stream", new EndOfStreamException());

    void Look(DbCommand command)
    {
        if (!Away) return;
        _refused.Enqueue(command.CommandText);
        throw Failure();
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Look(command);
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Look(command);
        return new(result);
    }
}
