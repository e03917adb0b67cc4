namespace Toombos.Server.Platform.Database;

/// <summary>
/// SQLite lets one connection write at a time, and its busy handler sleeps. Writers of this process queue here instead,
/// first come first served, so that none of them sleeps longer than the writes before it take.
/// </summary>
public sealed class SqliteWriter : IDisposable
{
    readonly SemaphoreSlim _turn = new(1);

    public async Task<IDisposable> WaitAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        return new Turn(_turn);
    }

    public void Dispose() => _turn.Dispose();

    sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
