using Toombos.Client.Access;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Audit;

/// <summary>The door of Audit: reading, exporting and verifying the log that the database context writes.</summary>
public static class AuditFeature
{
    public static void MapAudit(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1/audit").WithTags("Audit");
        door.MapGet("", ListEntries.Handle).Costs(1).Needs(Scopes.AuditRead).WithName("ListAuditEntries").WithSummary("Lists what was done in the workspace, newest first");
        door.MapGet("/export", ExportEntries.Handle).Produces<string>(200, "application/jsonl").Costs(20).Needs(Scopes.AuditRead).WithName("ExportAuditLog").WithSummary("Streams the whole log as JSON Lines, oldest first");
        door.MapGet("/verify", VerifyEntries.Handle).Costs(20).Needs(Scopes.AuditRead).WithName("VerifyAuditLog").WithSummary("Checks that no entry was altered, taken out, put in or moved");
    }
}
