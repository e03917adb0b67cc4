using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Jobs;

/// <summary>Rings when there may be a job to begin: one was added, or a place became free.</summary>
public sealed class JobBell(TimeProvider clock)
{
    /// <summary>The word that PostgreSQL carries to the workers with the commit.</summary>
    public const string Channel = "toombos_jobs";

    readonly Channel<bool> _bell = System.Threading.Channels.Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _bell.Writer.TryWrite(true);

    /// <summary>Inside the transaction that adds a job or puts one back in line.</summary>
    internal static async Task TellAsync(ToombosDb db, CancellationToken ct)
    {
        db.Queued = true;
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, '')", ct);
    }

    /// <summary>Waits for the bell, or for so long.</summary>
    internal async Task WaitAsync(TimeSpan longest, CancellationToken ct)
    {
        using var soon = new CancellationTokenSource(longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(soon.Token, ct);
        try
        {
            await _bell.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Nobody rang; look anyway.
        }
    }
}
