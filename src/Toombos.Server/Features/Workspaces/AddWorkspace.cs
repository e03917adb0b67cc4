using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Access;
using Toombos.Client.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Workspaces.Workspace;

namespace Toombos.Server.Features.Workspaces;

/// <summary>Makes a workspace that the signed-in person owns; their session works in it from then on.</summary>
static class AddWorkspace
{
    /// <summary>Workspaces that one person may own, against those who make them by the thousand.</summary>
    const int MostOwned = 20;

    public static async Task<Created<Wire>> Handle(AddWorkspaceRequest request, ToombosDb db, Tenant tenant, CredentialCache cache, TimeProvider clock, CancellationToken ct)
    {
        var caller = tenant.Caller;
        if (request.Name.Trim() is not { Length: > 0 } name) throw new FieldException("name", "Give the workspace a name.");
        var brand = request.Brand ?? new Brand { Name = name };
        UpdateWorkspace.CheckZone(brand);
        if (await db.Members.IgnoreQueryFilters([ToombosDb.TenantFilter]).CountAsync(m => m.PersonId == caller.PersonId && m.Role == WorkspaceRole.Owner, ct) >= MostOwned)
            throw new DomainRuleException("workspace.too-many", $"You own {MostOwned} workspaces, which is the most. Delete one, or hand one over.");

        var workspace = new Workspace { Name = name, Brand = brand, CreatedAt = clock.GetUtcNow() };
        tenant.Enter(workspace.Id, caller with { WorkspaceId = workspace.Id });
        db.Workspaces.Add(workspace);
        db.Members.Add(new() { PersonId = caller.PersonId!.Value, Role = WorkspaceRole.Owner, JoinedAt = clock.GetUtcNow() });
        var session = await db.Sessions.FirstOrDefaultAsync(s => s.Id == caller.SessionId, ct);
        var person = await db.People.FirstAsync(p => p.Id == caller.PersonId, ct);
        if (session is not null) session.WorkspaceId = workspace.Id;
        person.LastWorkspaceId = workspace.Id;
        await db.SaveChangesAsync(ct);
        cache.Forget();
        return TypedResults.Created($"/v1/workspaces/{workspace.Id}", workspace.ToWire());
    }
}
