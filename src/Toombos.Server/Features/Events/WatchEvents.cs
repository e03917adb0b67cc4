using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Toombos.Client;
using Toombos.Client.Events;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Events;

/// <summary>
/// Events as they happen, as Server-Sent Events. The id of each is its sequence number, so a browser that comes back with <c>Last-Event-ID</c> goes on where it was.
/// The first thing said is <c>ready</c> with the position, and <c>heartbeat</c> follows while nothing happens. Ends when the credential ends.
/// </summary>
static class WatchEvents
{
    /// <summary>How soon a revoked credential ends the stream, and how often something is said.</summary>
    static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    const int LooksBetweenHeartbeats = 3;

    public static async Task<ServerSentEventsResult<string>> Handle(
        string? after, string? kinds, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, HttpContext http, Tenant tenant, EventFeed feed, Credentials credentials,
        IHostApplicationLifetime life, TimeProvider clock, CancellationToken ct)
    {
        var wanted = EventFilter.Wanted(kinds);
        var asked = string.IsNullOrEmpty(lastEventId) ? after : lastEventId;
        var (workspace, newest) = (tenant.Required, await feed.NewestAsync(tenant.Required, ct));
        // From a future that this workspace never had, such as that of another server, one starts now.
        var position = string.IsNullOrEmpty(asked) ? newest : Math.Min(ListEvents.PositionOf(asked), newest);
        await feed.CheckAsync(workspace, position, newest, ct);
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(TellAsync(workspace, position, wanted, http.Request, tenant.Caller, feed, credentials, life, clock, ct));
    }

    static async IAsyncEnumerable<SseItem<string>> TellAsync(
        Guid workspace, long position, IReadOnlySet<string>? wanted, HttpRequest request, Caller caller, EventFeed feed, Credentials credentials,
        IHostApplicationLifetime life, TimeProvider clock, [EnumeratorCancellation] CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, life.ApplicationStopping);
        yield return Item("ready", "{}", position);
        var (seen, looked, quiet) = (EventFilter.Of(caller.Scopes, wanted), clock.GetTimestamp(), 0);
        await using var events = feed.WatchAsync(workspace, position, Look, end.Token).GetAsyncEnumerator(CancellationToken.None);
        while (await NextAsync(events, end.Token))
        {
            if (clock.GetElapsedTime(looked) >= Look)
            {
                looked = clock.GetTimestamp();
                if (await credentials.OfAsync(request, end.Token) is not { Caller: var now } || now.WorkspaceId != workspace || !now.Scopes.Contains(Client.Access.Scopes.EventsRead)) yield break;
                seen = EventFilter.Of(now.Scopes, wanted);
            }
            if (events.Current is not { } told)
            {
                if (++quiet % LooksBetweenHeartbeats == 0) yield return Item("heartbeat", "{}", position);
                continue;
            }
            (position, quiet) = (told.Sequence, 0);
            if (seen.Contains(told.Kind)) yield return Item(SseParser.EventTypeDefault, JsonSerializer.Serialize(told.ToWire(), ToombosJson.Default.WorkspaceEvent), position);
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

    static SseItem<string> Item(string type, string data, long position) => new(data, type) { EventId = position.ToString(CultureInfo.InvariantCulture) };
}
