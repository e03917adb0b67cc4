using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Workspaces.Workspace;

namespace Toombos.Server.Features.Workspaces;

/// <summary>Changes a workspace's name and brand, unless somebody else did in between.</summary>
static class UpdateWorkspace
{
    public static async Task<Ok<Wire>> Handle(Guid id, UpdateWorkspaceRequest request, ToombosDb db, CancellationToken ct)
    {
        var workspace = await db.Workspaces.FirstOrDefaultAsync(w => w.Id == id && w.Id == db.CurrentWorkspace, ct) ?? throw Missing.Of("workspace");
        CheckZone(request.Brand);
        if (workspace.Version != request.Version)
            throw new DomainRuleException("workspace.changed", $"Somebody changed the workspace in the meantime (version {workspace.Version}). Fetch it again and repeat your change.");
        (workspace.Name, workspace.Brand) = (request.Name, request.Brand);
        workspace.Version++;
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(workspace.ToWire());
    }

    public static void CheckZone(Brand brand)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(brand.TimeZone, out _))
            throw new FieldException("brand.timeZone", $"'{brand.TimeZone}' is not an IANA time zone. Write one like Europe/Stockholm.");
    }
}
