namespace Toombos.Connectors.Channels;

/// <summary>
/// What is known of a dispatch that takes several calls, such as a thread: kept durably after each of them, so that whoever goes on after a crash neither
/// repeats nor leaves out a step.
/// </summary>
public interface IDispatchMemory
{
    string? Recall(string name);

    /// <summary>Returns when it is safe; null forgets.</summary>
    Task KeepAsync(string name, string? value, CancellationToken ct);
}

/// <summary>For dispatches of one step.</summary>
public sealed class NoMemory : IDispatchMemory
{
    public static NoMemory Instance { get; } = new();

    public string? Recall(string name) => null;

    public Task KeepAsync(string name, string? value, CancellationToken ct) => Task.CompletedTask;
}
