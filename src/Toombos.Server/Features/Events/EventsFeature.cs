using Toombos.Client.Access;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Events;

/// <summary>The door of Events: the stream and the history of what the database context announces.</summary>
public static class EventsFeature
{
    public static IServiceCollection AddEvents(this IServiceCollection services) => services.AddSingleton<Telling>();

    public static void MapEvents(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1/events").WithTags("Events");
        door.MapGet("", WatchEvents.Handle).Produces<string>(200, "text/event-stream").CanAnswer(410).Costs(5).Needs(Scopes.EventsRead).WithName("WatchEvents").WithSummary("Streams what happens in the workspace, as it happens");
        door.MapGet("/socket", OpenSocket.Handle).Produces(StatusCodes.Status101SwitchingProtocols).CanAnswer(426).Costs(5).Needs(Scopes.EventsRead).TakesTickets().WithName("OpenEventSocket").WithSummary("Opens a WebSocket that tells what happens in the workspace")
            .WithDescription("Say {\"type\":\"subscribe\",\"kinds\":[\"piece\"],\"after\":412} first. Browsers, which send no header, offer the subprotocols toombos.v1 and that of a ticket.");
        door.MapPost("/tickets", OpenSocket.AddTicket).Costs(1).Needs(Scopes.EventsRead).WithName("AddSocketTicket").WithSummary("Gives a ticket that opens one WebSocket");
        door.MapGet("/history", ListEvents.Handle).CanAnswer(410).Costs(1).Needs(Scopes.EventsRead).WithName("ListEvents").WithSummary("Lists what happened in the workspace, oldest first");
    }
}
