using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Events;
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
    static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public static async Task Handle(HttpContext http, Tenant tenant, Telling telling, Credentials credentials, IHostApplicationLifetime life, TimeProvider clock)
    {
        if (!http.WebSockets.IsWebSocketRequest) throw new DomainRuleException("socket.expected", "This address is a WebSocket. Ask for an upgrade, or use /v1/events for a stream.", StatusCodes.Status426UpgradeRequired);
        var offered = http.WebSockets.WebSocketRequestedProtocols;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = offered.Contains(Protocol) ? Protocol : null, KeepAliveInterval = KeepAlive, KeepAliveTimeout = KeepAlive,
        });
        using var events = new EventSocket(socket, tenant.Caller, telling, () => credentials.OfAsync(http.Request, end.Token), clock);
        await events.RunAsync(end.Token);
    }

    public static Created<SocketTicket> AddTicket(HttpRequest request, Credentials credentials)
    {
        var (subprotocol, expiresAt) = credentials.TicketFor(request);
        return TypedResults.Created((string?)null, new SocketTicket(subprotocol, expiresAt));
    }
}
