namespace Toombos.Server.Platform.Limits;

/// <summary>Where attempts are remembered: in this process, or in the Redis that all nodes share.</summary>
interface IAttemptMemory
{
    Task<string?[]> ReadAsync(IReadOnlyList<string> keys);

    /// <summary>Writes unless somebody else did since <paramref name="old"/> was read; null deletes, and as old value means that nothing was there.</summary>
    Task<bool> TryWriteAsync(string key, string? old, string? value, TimeSpan life);
}
