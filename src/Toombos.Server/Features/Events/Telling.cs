using System.Runtime.CompilerServices;
using Toombos.Client.Access;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Events;

/// <summary>One thing said to a watcher: where it stands, that nothing happened, or an event.</summary>
sealed record Told(string Type, long Position, EventRow? Event = null)
{
    public const string Ready = "ready", Heartbeat = "heartbeat", Happened = "event";
}

/// <summary>
/// What one watcher is told, on whatever line: first <c>ready</c> with the position, then every event that the caller may see and wants, and a heartbeat while
/// nothing happens. The credential is looked at again every five seconds; without it, or the scope, the telling ends.
/// </summary>
sealed class Telling(EventFeed feed, TimeProvider clock)
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    const int LooksBetweenHeartbeats = 3;

    /// <summary>Where to begin. From a future that this workspace never had, such as that of another server, one begins now.</summary>
    /// <exception cref="Platform.Http.DomainRuleException">What came next is kept no longer.</exception>
    public async Task<long> StartAsync(Guid workspace, long? after, CancellationToken ct)
    {
        var newest = await feed.NewestAsync(workspace, ct);
        var position = Math.Min(after ?? newest, newest);
        await feed.CheckAsync(workspace, position, newest, ct);
        return position;
    }

    /// <param name="wanted">Kinds to be told of, asked for anew for each event; all when null.</param>
    /// <param name="credential">What the caller was let in by, looked up anew.</param>
    public async IAsyncEnumerable<Told> RunAsync(Caller caller, long position, Func<IReadOnlySet<string>?> wanted, Func<ValueTask<Credential?>> credential, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return new(Told.Ready, position);
        var (workspace, looked, quiet) = (caller.WorkspaceId!.Value, clock.GetTimestamp(), 0);
        await using var events = feed.WatchAsync(workspace, position, Look, ct).GetAsyncEnumerator(CancellationToken.None);
        while (await NextAsync(events, ct))
        {
            if (clock.GetElapsedTime(looked) >= Look)
            {
                looked = clock.GetTimestamp();
                if (await credential() is not { Caller: var now } || now.WorkspaceId != workspace || !now.Scopes.Contains(Scopes.EventsRead)) yield break;
                caller = now;
            }
            if (events.Current is not { } one)
            {
                if (++quiet % LooksBetweenHeartbeats == 0) yield return new(Told.Heartbeat, position);
                continue;
            }
            (position, quiet) = (one.Sequence, 0);
            if (EventFilter.MayTell(one.Kind, caller.Scopes, wanted())) yield return new(Told.Happened, position, one);
        }
    }

    /// <summary>False when the watcher has gone or the server is stopping.</summary>
    static async Task<bool> NextAsync(IAsyncEnumerator<EventRow?> events, CancellationToken ct)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
