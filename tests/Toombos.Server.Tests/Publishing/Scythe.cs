using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Toombos.Server.Tests.Publishing;

/// <summary>Counts what the run does that armed it, and nobody else.</summary>
sealed class Countdown
{
    readonly AsyncLocal<Box?> _left = new();

    sealed class Box(int left)
    {
        public int Left = left;
    }

    public void Arm(int steps) => _left.Value = new(steps);

    public bool IsOver() => _left.Value is { } box && Interlocked.Decrement(ref box.Left) == 0;
}

/// <summary>Dies at the statement that is counted down to.</summary>
sealed class Scythe : DbCommandInterceptor
{
    readonly Countdown _left = new();

    public void Arm(int statements) => _left.Arm(statements);

    void Count()
    {
        if (_left.IsOver()) throw new Killed();
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Count();
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Count();
        return new(result);
    }
}
