using System.Runtime.CompilerServices;
using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Events;

/// <summary>How far a watcher has been told, and by what event; without one nothing happened for a while.</summary>
readonly record struct Told(long Position, EventRow? Event);

/// <summary>
/// What one watcher may be told, on whatever line. The credential is looked at again every five seconds; without it, or the scope, the telling ends. While nobody
/// can say, because the database is away, nothing is told, and the line stays.
/// </summary>
sealed class Telling(EventFeed feed, TimeProvider clock)
{
    /// <summary>After so long without a word a watcher hears that the line still stands.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Where to begin. From a future that this workspace never had, such as that of another server, one begins now.</summary>
    /// <exception cref="Platform.Http.DomainRuleException">What came next is kept no longer.</exception>
    public async Task<long> StartAsync(Guid workspace, long? after, CancellationToken ct)
    {
        var newest = await feed.NewestAsync(workspace, ct);
        var position = Math.Min(after ?? newest, newest);
        await feed.CheckAsync(workspace, position, newest, ct);
        return position;
    }

    /// <param name="credential">What the caller was let in by, looked up anew.</param>
    public async IAsyncEnumerable<Told> RunAsync(Caller caller, long position, Func<ValueTask<Credential?>> credential, [EnumeratorCancellation] CancellationToken ct)
    {
        var (workspace, looked) = (caller.WorkspaceId!.Value, clock.GetTimestamp());
        await using var events = feed.WatchAsync(workspace, position, ct).GetAsyncEnumerator(CancellationToken.None);
        while (await NextAsync(events, ct))
        {
            if (events.Current is null || clock.GetElapsedTime(looked) >= EventFeed.Tick)
            {
                looked = clock.GetTimestamp();
                if (await LookAsync(credential, ct) is not { Caller: var now } || now.WorkspaceId != workspace || !now.Scopes.Contains(Scopes.EventsRead)) yield break;
                caller = now;
            }
            position = events.Current?.Sequence ?? position;
            yield return new(position, events.Current is { } one && EventFilter.MayTell(one.Kind, caller.Scopes) ? one : null);
        }
    }

    async Task<Credential?> LookAsync(Func<ValueTask<Credential?>> credential, CancellationToken ct)
    {
        try
        {
            return await DatabaseAway.WaitAsync(() => credential().AsTask(), clock, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return null;
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
