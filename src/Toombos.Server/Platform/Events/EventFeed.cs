using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Platform.Events;

/// <summary>
/// Hands new events to whoever watches. Each workspace that somebody watches is read once for all its watchers on this node, when its bell rings. A watcher
/// has a short buffer; one that is slower than the events reads them from the table at its own pace and joins the others again.
/// </summary>
public sealed partial class EventFeed(IServiceScopeFactory scopes, TimeProvider clock, ILogger<EventFeed> log)
{
    /// <summary>A bell that was not heard costs no more than this.</summary>
    public static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(15);
    const int Buffer = 256, Handful = 500;

    readonly ConcurrentDictionary<Guid, Topic> _topics = new();

    /// <summary>Workspaces that are watched here.</summary>
    public int Watched => _topics.Count;

    /// <summary>Something was committed in the workspace.</summary>
    public void Ring(Guid workspace)
    {
        if (_topics.TryGetValue(workspace, out var topic)) topic.Bell.Writer.TryWrite(true);
    }

    /// <summary>After the line to the other nodes was cut: whatever was missed is looked for.</summary>
    public void RingAll()
    {
        foreach (var workspace in _topics.Keys) Ring(workspace);
    }

    /// <summary>Newest event of a workspace; 0 while there is none.</summary>
    public async Task<long> NewestAsync(Guid workspace, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ToombosDb>().AuditHeadAsync(workspace, ct))?.EventSequence ?? 0;
    }

    /// <summary>Refuses a position of which the next event is kept no longer: silence would pass for "nothing happened".</summary>
    public async Task CheckAsync(Guid workspace, long after, long newest, CancellationToken ct)
    {
        if (after == 0 || after >= newest) return;
        await using var scope = scopes.CreateAsyncScope();
        var oldest = await scope.ServiceProvider.GetRequiredService<ToombosDb>().Events.IgnoreQueryFilters([ToombosDb.TenantFilter])
            .Where(e => e.WorkspaceId == workspace).MinAsync(e => (long?)e.Sequence, ct) ?? newest + 1;
        if (after < oldest - 1)
            throw new DomainRuleException("events.gone", $"Events up to {oldest - 1} are kept no longer. Read anew what you keep a copy of, then go on after {oldest - 1}.", StatusCodes.Status410Gone);
    }

    /// <summary>Every event after a position, each once and in order, without an end. Null where nothing happened for a while.</summary>
    public async IAsyncEnumerable<EventRow?> WatchAsync(Guid workspace, long after, TimeSpan tick, [EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            var watcher = Channel.CreateBounded<EventRow>(new BoundedChannelOptions(Buffer) { SingleReader = true, SingleWriter = true });
            var (topic, joined) = await JoinAsync(workspace, watcher, ct);
            try
            {
                while (after < joined)
                {
                    var rows = await ReadAsync(workspace, after, joined, ct);
                    foreach (var row in rows) yield return row;
                    after = rows.Count == Handful ? rows[^1].Sequence : joined;
                }
                Task<bool>? waiting = null;
                while (true)
                {
                    while (watcher.Reader.TryRead(out var row))
                    {
                        if (row.Sequence <= after) continue;
                        after = row.Sequence;
                        yield return row;
                    }
                    waiting ??= watcher.Reader.WaitToReadAsync(ct).AsTask();
                    if (await EndsWithinAsync(waiting, tick, ct))
                    {
                        if (!await waiting) break; // fallen behind
                        waiting = null;
                    }
                    else yield return null;
                }
            }
            finally
            {
                topic.Leave(watcher);
            }
        }
    }

    async Task<bool> EndsWithinAsync(Task<bool> waiting, TimeSpan tick, CancellationToken ct)
    {
        try
        {
            await waiting.WaitAsync(tick, clock, ct);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    async Task<(Topic, long)> JoinAsync(Guid workspace, Channel<EventRow> watcher, CancellationToken ct)
    {
        while (true)
        {
            var topic = _topics.GetOrAdd(workspace, _ => new());
            var newest = await NewestAsync(workspace, ct);
            if (topic.TryJoin(watcher, newest, out var position, out var first))
            {
                if (first) _ = Task.Run(() => PumpAsync(workspace, topic), CancellationToken.None);
                return (topic, position);
            }
            await Task.Yield(); // its last watcher has just left; a new one takes its place
        }
    }

    /// <summary>Runs while a workspace is watched.</summary>
    async Task PumpAsync(Guid workspace, Topic topic)
    {
        while (!topic.TryClose(() => _topics.TryRemove(new(workspace, topic))))
        {
            try
            {
                using var soon = new CancellationTokenSource(LookAnyway, clock);
                try
                {
                    await topic.Bell.Reader.ReadAsync(soon.Token);
                }
                catch (OperationCanceledException)
                {
                    // Nobody rang; look anyway.
                }
                List<EventRow> rows;
                do
                {
                    rows = await ReadAsync(workspace, topic.Position, long.MaxValue, CancellationToken.None);
                    topic.Tell(rows);
                }
                while (rows.Count == Handful);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                LogFailed(failure);
                await Task.Delay(TimeSpan.FromSeconds(1), clock);
            }
        }
    }

    async Task<List<EventRow>> ReadAsync(Guid workspace, long after, long through, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        return await db.Events.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking()
            .Where(e => e.WorkspaceId == workspace && e.Sequence > after && e.Sequence <= through).OrderBy(e => e.Sequence).Take(Handful).ToListAsync(ct);
    }

    [LoggerMessage(LogLevel.Warning, "New events could not be read; they are looked for again in a second")]
    partial void LogFailed(Exception failure);

    /// <summary>The watchers of one workspace, and how far they have been told.</summary>
    sealed class Topic
    {
        readonly Lock _lock = new();
        readonly List<Channel<EventRow>> _watchers = [];
        bool _open, _closed;

        public Channel<bool> Bell { get; } = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public long Position { get; private set; }

        /// <param name="position">How far the others have been told: what lies before, the new one reads by itself.</param>
        public bool TryJoin(Channel<EventRow> watcher, long newest, out long position, out bool first)
        {
            lock (_lock)
            {
                (position, first) = (0, !_open);
                if (_closed) return false;
                if (first) (_open, Position) = (true, newest);
                position = Position;
                _watchers.Add(watcher);
                return true;
            }
        }

        public void Tell(List<EventRow> rows)
        {
            if (rows.Count == 0) return;
            lock (_lock)
            {
                Position = rows[^1].Sequence;
                for (var i = _watchers.Count - 1; i >= 0; i--)
                {
                    var watcher = _watchers[i];
                    if (rows.All(row => watcher.Writer.TryWrite(row))) continue;
                    watcher.Writer.Complete();
                    _watchers.RemoveAt(i);
                }
            }
        }

        public void Leave(Channel<EventRow> watcher)
        {
            lock (_lock) _watchers.Remove(watcher);
            Bell.Writer.TryWrite(true);
        }

        /// <summary>Ends when nobody watches any more; whoever comes next opens another one.</summary>
        public bool TryClose(Action remove)
        {
            lock (_lock)
            {
                if (!_open || _watchers.Count > 0) return false;
                _closed = true;
                remove();
                return true;
            }
        }
    }
}
