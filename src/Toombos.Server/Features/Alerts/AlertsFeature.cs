using Toombos.Client.Access;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Alerts;

/// <summary>The door of Alerts: what should have happened and has not.</summary>
public static class AlertsFeature
{
    public static void MapAlerts(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1/alerts").WithTags("Alerts");
        door.MapGet("", ListAlerts.Handle).Costs(1).Needs(Scopes.JobsRead).WithName("ListAlerts").WithSummary("Lists alerts, newest first");
        door.MapPost("/{id:guid}/dismiss", DismissAlert.Handle).Costs(1).Needs(Scopes.JobsWrite).WithName("DismissAlert").WithSummary("Puts an alert away that somebody has seen");
    }
}
