using Microsoft.Extensions.Caching.Memory;

namespace Toombos.Server.Platform.Limits;

/// <summary>Attempts remembered in this process: bounded, and gone with it.</summary>
sealed class InProcessAttempts : IAttemptMemory, IDisposable
{
    const int Most = 100_000;
    readonly MemoryCache _entries = new(new MemoryCacheOptions { SizeLimit = Most });
    readonly Lock _turn = new();

    public Task<string?[]> ReadAsync(IReadOnlyList<string> keys) => Task.FromResult<string?[]>([.. keys.Select(key => _entries.Get<string>(key))]);

    public Task<bool> TryWriteAsync(string key, string? old, string? value, TimeSpan life)
    {
        lock (_turn)
        {
            if (_entries.Get<string>(key) != old) return Task.FromResult(false);
            if (value is null) _entries.Remove(key);
            else _entries.Set(key, value, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = life, Size = 1 });
            return Task.FromResult(true);
        }
    }

    public void Dispose() => _entries.Dispose();
}
