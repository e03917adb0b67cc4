using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Toombos.Client.Events;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Events;

/// <summary>
/// The same events over a WebSocket, for those who want to change what they are told of without a new connection. Let in by the headers of every request, or
/// by a ticket in a subprotocol, since browsers send no header: never by the address, which logs keep, and never by a cookie, which other sites could use.
/// </summary>
static class OpenSocket
{
    public const string Protocol = "toombos.v1";

    public static async Task Handle(
        HttpContext http, Tenant tenant, Telling telling, ILiveWords words, Credentials credentials, PublicAddress own, IOptions<EventsOptions> options, IOptions<JsonOptions> json, IHostApplicationLifetime life, TimeProvider clock)
    {
        if (!http.WebSockets.IsWebSocketRequest) throw Expected(http.Response);
        if (!IsKnown(http.Request, own, options.Value))
            throw new DomainRuleException("origin.foreign", "Pages of this site may not open a socket here. Whoever runs the server can allow it with Events:Origins.", StatusCodes.Status403Forbidden);
        var patience = TimeSpan.FromSeconds(options.Value.SocketPingSeconds);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = http.WebSockets.WebSocketRequestedProtocols.Contains(Protocol) ? Protocol : null, KeepAliveInterval = patience, KeepAliveTimeout = patience,
        });
        using var events = new EventSocket(new(socket, json.Value.SerializerOptions, clock), tenant.Caller, telling, words, () => credentials.OfAsync(http.Request, http.RequestAborted), clock);
        await events.RunAsync(life.ApplicationStopping, http.RequestAborted);
    }

    public static Created<SocketTicket> AddTicket(HttpRequest request, Credentials credentials)
    {
        var (subprotocol, expiresAt) = credentials.TicketFor(request);
        return TypedResults.Created((string?)null, new SocketTicket(subprotocol, expiresAt));
    }

    static DomainRuleException Expected(HttpResponse response)
    {
        // A problem takes the place of the answer; this header must outlive that.
        response.OnStarting(() =>
        {
            response.Headers.Upgrade = "websocket";
            return Task.CompletedTask;
        });
        return new("socket.expected", "This address is a WebSocket. Ask for an upgrade, or use /v1/events for a stream.", StatusCodes.Status426UpgradeRequired);
    }

    /// <summary>Browsers say whose page asks; whoever is no browser says nothing.</summary>
    static bool IsKnown(HttpRequest request, PublicAddress own, EventsOptions options) => request.Headers.Origin.ToString() is not { Length: > 0 } origin
        || origin == $"{request.Scheme}://{request.Host}" || origin == new Uri(own.Value).GetLeftPart(UriPartial.Authority) || options.Origins.Contains(origin);
}
