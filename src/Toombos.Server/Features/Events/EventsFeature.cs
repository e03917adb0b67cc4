using Toombos.Client.Access;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Events;

/// <summary>The door of Events: the stream and the history of what the database context announces.</summary>
public static class EventsFeature
{
    public static void MapEvents(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1/events").WithTags("Events");
        door.MapGet("", WatchEvents.Handle).Produces<string>(200, "text/event-stream").CanAnswer(410).Costs(5).Needs(Scopes.EventsRead).WithName("WatchEvents").WithSummary("Streams what happens in the workspace, as it happens");
        door.MapGet("/history", ListEvents.Handle).CanAnswer(410).Costs(1).Needs(Scopes.EventsRead).WithName("ListEvents").WithSummary("Lists what happened in the workspace, oldest first");
    }
}
