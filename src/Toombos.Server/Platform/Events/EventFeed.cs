using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Platform.Events;

/// <summary>
/// Hands new events to whoever watches. Each workspace that somebody watches is read once for all its watchers on this node, when its bell rings. A watcher
/// is no more than a number: how far it has been told. What comes next it takes from the last events, which all share, or from the table when it is further behind.
/// </summary>
public sealed partial class EventFeed(IServiceScopeFactory scopes, TimeProvider clock, ILogger<EventFeed> log)
{
    /// <summary>So often whoever watches hears that nothing happened.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);
    const int TicksUntilLook = 3, Handful = 500;

    /// <summary>A bell that was not heard costs no more than this.</summary>
    public static readonly TimeSpan LookAnyway = Tick * TicksUntilLook;

    readonly ConcurrentDictionary<Guid, Topic> _topics = new();

    /// <summary>Workspaces that are watched here.</summary>
    public int Watched => _topics.Count;

    /// <summary>Something was committed in the workspace.</summary>
    public void Ring(Guid workspace)
    {
        if (_topics.TryGetValue(workspace, out var topic)) topic.Ring();
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
        return await scope.ServiceProvider.GetRequiredService<ToombosDb>().NewestEventAsync(workspace, ct);
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
    public async IAsyncEnumerable<EventRow?> WatchAsync(Guid workspace, long after, [EnumeratorCancellation] CancellationToken ct)
    {
        var topic = await JoinAsync(workspace, ct);
        try
        {
            while (true)
            {
                var (next, newest, news) = topic.After(after);
                if (next is not null)
                {
                    after = next.Sequence;
                    yield return next;
                }
                else if (after < newest)
                {
                    var rows = await DatabaseAway.WaitAsync(() => ReadAsync(workspace, after, newest, ct), clock, ct);
                    foreach (var row in rows) yield return row;
                    after = rows.Count == Handful ? rows[^1].Sequence : newest;
                }
                else
                {
                    await news.WaitAsync(ct);
                    if (topic.Position == newest) yield return null;
                }
            }
        }
        finally
        {
            topic.Leave();
        }
    }

    async Task<Topic> JoinAsync(Guid workspace, CancellationToken ct)
    {
        while (true)
        {
            var topic = _topics.GetOrAdd(workspace, _ => new());
            if (topic.TryJoin(await DatabaseAway.WaitAsync(() => NewestAsync(workspace, ct), clock, ct), out var first))
            {
                if (first) _ = Task.Run(() => PumpAsync(workspace, topic), CancellationToken.None);
                return topic;
            }
            await Task.Yield(); // its last watcher has just left; a new one takes its place
        }
    }

    /// <summary>Runs while a workspace is watched. One timer wakes all its watchers.</summary>
    async Task PumpAsync(Guid workspace, Topic topic)
    {
        var (woken, quiet) = (clock.GetTimestamp(), 0);
        while (!topic.TryClose(() => _topics.TryRemove(new(workspace, topic))))
        {
            try
            {
                var rang = await topic.RangAsync(Tick - clock.GetElapsedTime(woken), clock);
                quiet = rang ? 0 : quiet + 1;
                if (quiet == TicksUntilLook) topic.Forget();
                if (quiet % TicksUntilLook == 0) await LookAsync(workspace, topic);
                if (clock.GetElapsedTime(woken) < Tick) continue;
                woken = clock.GetTimestamp();
                topic.Wake();
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                LogFailed(failure);
                await Task.Delay(TimeSpan.FromSeconds(1), clock);
            }
        }
    }

    async Task LookAsync(Guid workspace, Topic topic)
    {
        List<EventRow> rows;
        do
        {
            rows = await ReadAsync(workspace, topic.Position, long.MaxValue, CancellationToken.None);
            topic.Tell(rows);
        }
        while (rows.Count == Handful);
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
}
