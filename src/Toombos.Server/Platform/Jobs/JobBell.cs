using System.Threading.Channels;

namespace Toombos.Server.Platform.Jobs;

/// <summary>Rings when there may be a job to begin: one was added, or a place became free.</summary>
public sealed class JobBell(TimeProvider clock)
{
    /// <summary>The word that PostgreSQL carries to the workers with the commit.</summary>
    public const string Channel = "toombos_jobs";

    readonly Channel<bool> _bell = System.Threading.Channels.Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _bell.Writer.TryWrite(true);

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
