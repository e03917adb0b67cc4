using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Workspaces;

/// <summary>The door of Workspaces: the tenant and its brand.</summary>
public static class WorkspacesFeature
{
    public static IServiceCollection AddWorkspaces(this IServiceCollection services) =>
        services.AddTables(model => model.ApplyConfiguration(new Workspace.Mapping())).AddScoped<ProvisionWorkspace>();

    public static void MapWorkspaces(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1/workspaces").WithTags("Workspaces").Costs(1);
        door.MapPost("", AddWorkspace.Handle).NeedsPerson().Costs(5).WithName("AddWorkspace").WithSummary("Makes a workspace, owned by the signed-in person");
        door.MapGet("", ListWorkspaces.Handle).NeedsCaller().WithName("ListWorkspaces").WithSummary("Lists the workspaces that the caller reaches");
        door.MapGet("/{id:guid}", GetWorkspace.Handle).Needs(Scopes.WorkspaceRead).WithName("GetWorkspace").WithSummary("Gets a workspace with its brand");
        door.MapPut("/{id:guid}", UpdateWorkspace.Handle).Needs(Scopes.WorkspaceWrite).WithName("UpdateWorkspace").WithSummary("Changes a workspace's name and brand");
    }
}
