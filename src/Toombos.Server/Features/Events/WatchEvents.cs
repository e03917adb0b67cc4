using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Toombos.Client;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Events;

/// <summary>
/// Events as they happen, as Server-Sent Events: first <c>ready</c>, then events, and a heartbeat while there is none to be told. The id of each is its sequence
/// number, so a browser that comes back with <c>Last-Event-ID</c> goes on where it was.
/// </summary>
static class WatchEvents
{
    public static async Task<ServerSentEventsResult<string>> Handle(
        string? after, string? kinds, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, HttpContext http, Tenant tenant, Telling telling, Credentials credentials,
        IHostApplicationLifetime life, TimeProvider clock, CancellationToken ct)
    {
        var (wanted, asked) = (EventFilter.Named(kinds), string.IsNullOrEmpty(lastEventId) ? after : lastEventId);
        var position = await telling.StartAsync(tenant.Required, string.IsNullOrEmpty(asked) ? null : ListEvents.PositionOf(asked), ct);
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(ItemsAsync(http.Request, tenant.Caller, position, wanted, telling, credentials, life, clock, ct));
    }

    static async IAsyncEnumerable<SseItem<string>> ItemsAsync(
        HttpRequest request, Caller caller, long position, HashSet<string> wanted, Telling telling, Credentials credentials, IHostApplicationLifetime life, TimeProvider clock,
        [EnumeratorCancellation] CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, life.ApplicationStopping);
        var said = clock.GetTimestamp();
        yield return Item("ready", "{}", position);
        await foreach (var told in telling.RunAsync(caller, position, () => credentials.OfAsync(request, ct), end.Token))
        {
            var one = told.Event is { } any && wanted.Contains(any.Kind) ? any : null;
            if (one is null && clock.GetElapsedTime(said) < Telling.Heartbeat) continue;
            said = clock.GetTimestamp();
            yield return one is null ? Item("heartbeat", "{}", told.Position)
                : Item(SseParser.EventTypeDefault, JsonSerializer.Serialize(one.ToWire(), ToombosJson.Default.WorkspaceEvent), told.Position);
        }
    }

    static SseItem<string> Item(string type, string data, long position) => new(data, type) { EventId = position.ToString(CultureInfo.InvariantCulture) };
}
