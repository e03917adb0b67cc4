using System.Threading.Channels;

namespace Toombos.Server.Platform.Events;

/// <summary>What the watchers of one workspace share: how far it has been read, its last events, and the word that there are new ones.</summary>
sealed class Topic
{
    /// <summary>Two handfuls of the feed, so that after a burst everybody still finds what came before it.</summary>
    const int Kept = 1000;

    readonly Lock _turn = new();
    EventRow?[]? _last;
    TaskCompletionSource _news = NewWord();
    int _watchers;
    bool _open, _closed;

    readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    Task<bool>? _rings;

    public long Position { get; private set; }

    public void Ring() => _bell.Writer.TryWrite(true);

    /// <summary>Whether the bell rings within a while. That it does not is no failure to be thrown.</summary>
    public async Task<bool> RangAsync(TimeSpan within, TimeProvider clock)
    {
        _rings ??= _bell.Reader.ReadAsync().AsTask();
        await ((Task)_rings).WaitAsync(within > TimeSpan.Zero ? within : TimeSpan.Zero, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_rings.IsCompleted) return false;
        _rings = null;
        return true;
    }

    /// <param name="newest">Where the first watcher finds the workspace: what lies before is read from the table.</param>
    public bool TryJoin(long newest, out bool first)
    {
        lock (_turn)
        {
            first = !_open;
            if (_closed) return false;
            if (first) (_open, Position) = (true, newest);
            _watchers++;
            return true;
        }
    }

    /// <summary>The next event where it is among the last; else the newest number, and what ends when there are new ones, or none for a while.</summary>
    public (EventRow? Next, long Newest, Task News) After(long position)
    {
        lock (_turn)
        {
            var next = _last?[(position + 1) % Kept];
            return (next?.Sequence == position + 1 ? next : null, Position, _news.Task);
        }
    }

    public void Tell(List<EventRow> rows)
    {
        if (rows.Count == 0) return;
        lock (_turn)
        {
            _last ??= new EventRow?[Kept];
            foreach (var row in rows) _last[row.Sequence % Kept] = row;
            Position = rows[^1].Sequence;
        }
        Wake();
    }

    /// <summary>Has everybody look, also where there is nothing new.</summary>
    public void Wake()
    {
        TaskCompletionSource news;
        lock (_turn) (news, _news) = (_news, NewWord());
        news.SetResult();
    }

    /// <summary>Lets go of what was told, after a quiet while. Whoever is still that far behind reads the table.</summary>
    public void Forget()
    {
        lock (_turn) _last = null;
    }

    public void Leave()
    {
        lock (_turn) _watchers--;
        Ring();
    }

    /// <summary>Ends when nobody watches any more; whoever comes next opens another one.</summary>
    public bool TryClose(Action remove)
    {
        lock (_turn)
        {
            if (!_open || _watchers > 0) return false;
            _closed = true;
            remove();
            return true;
        }
    }

    static TaskCompletionSource NewWord() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
