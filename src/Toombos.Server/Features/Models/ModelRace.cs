namespace Toombos.Server.Features.Models;

/// <summary>Two models that are asked the same: the first to say a word is heard from then on, the other is turned away at its first.</summary>
sealed class ModelRace(ModelListener? heard) : IDisposable
{
    readonly SemaphoreSlim _turn = new(1);
    readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when one of them has begun.</summary>
    public Task Begun => _begun.Task;

    public ModelPlace? Speaker { get; private set; }

    public ModelListener Of(ModelPlace who) => async (piece, first) =>
    {
        await _turn.WaitAsync();
        try
        {
            Speaker ??= who;
            _begun.TrySetResult();
            if (Speaker != who) throw new OperationCanceledException("The other one began first.");
            if (heard is not null) await heard(piece, first);
        }
        finally
        {
            _turn.Release();
        }
    };

    /// <summary>Does something while nobody speaks, as whoever listens uses the same database; not where somebody has begun.</summary>
    public async Task WhileSilentAsync(Func<Task> work)
    {
        await _turn.WaitAsync();
        try
        {
            if (Speaker is null) await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
