using Toombos.Client;
using Toombos.Client.Events;

namespace Toombos.Dashboard.Shell;

/// <summary>What happens in the workspace, told to the page that is open: one stream for the whole tab, opened by the first page that follows it.</summary>
public sealed class LiveEvents(ToombosClient client) : IDisposable
{
    readonly CancellationTokenSource _gone = new();
    readonly Lock _lock = new();
    readonly List<Action<WorkspaceEvent>> _followers = [];
    bool _listening;

    /// <summary>Calls back on a thread of its own until what it returns is disposed of.</summary>
    public IDisposable Follow(Action<WorkspaceEvent> told)
    {
        lock (_lock)
        {
            _followers.Add(told);
            if (!_listening) _ = Task.Run(() => ListenAsync(_gone.Token));
            _listening = true;
        }
        return new Following(this, told);
    }

    /// <summary>Ends with the tab, or with the session: the next thing that the person does says so.</summary>
    async Task ListenAsync(CancellationToken ct)
    {
        try
        {
            await foreach (var one in client.Events.WatchAsync(ct: ct))
            {
                Action<WorkspaceEvent>[] followers;
                lock (_lock) followers = [.. _followers];
                foreach (var follower in followers) follower(one);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ToombosApiException)
        {
            lock (_lock) _listening = ct.IsCancellationRequested;
        }
    }

    void Leave(Action<WorkspaceEvent> told)
    {
        lock (_lock) _followers.Remove(told);
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    sealed class Following(LiveEvents events, Action<WorkspaceEvent> told) : IDisposable
    {
        public void Dispose() => events.Leave(told);
    }
}
