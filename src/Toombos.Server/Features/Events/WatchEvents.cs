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
/// Events as they happen, as Server-Sent Events. The id of each is its sequence number, so a browser that comes back with <c>Last-Event-ID</c> goes on where it was.
/// </summary>
static class WatchEvents
{
    public static async Task<ServerSentEventsResult<string>> Handle(
        string? after, string? kinds, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, HttpContext http, Tenant tenant, Telling telling, Credentials credentials,
        IHostApplicationLifetime life, CancellationToken ct)
    {
        var (wanted, asked) = (EventFilter.Wanted(kinds), string.IsNullOrEmpty(lastEventId) ? after : lastEventId);
        var position = await telling.StartAsync(tenant.Required, string.IsNullOrEmpty(asked) ? null : ListEvents.PositionOf(asked), ct);
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(ItemsAsync(http.Request, tenant.Caller, position, wanted, telling, credentials, life, ct));
    }

    static async IAsyncEnumerable<SseItem<string>> ItemsAsync(
        HttpRequest request, Caller caller, long position, IReadOnlySet<string>? wanted, Telling telling, Credentials credentials, IHostApplicationLifetime life, [EnumeratorCancellation] CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, life.ApplicationStopping);
        await foreach (var told in telling.RunAsync(caller, position, () => wanted, () => credentials.OfAsync(request, ct), end.Token))
        {
            var (type, data) = told.Event is { } one ? (SseParser.EventTypeDefault, JsonSerializer.Serialize(one.ToWire(), ToombosJson.Default.WorkspaceEvent)) : (told.Type, "{}");
            yield return new(data, type) { EventId = told.Position.ToString(CultureInfo.InvariantCulture) };
        }
    }
}
