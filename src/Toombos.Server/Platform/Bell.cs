using System.Threading.Channels;

namespace Toombos.Server.Platform;

/// <summary>Wakes one who waits. Rung while nobody waits, it is heard by the next who does; rung often, it is heard once.</summary>
public class Bell(TimeProvider clock)
{
    readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

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
