using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Workspaces;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Workspaces.Workspace;

namespace Toombos.Server.Features.Privacy;

/// <summary>Plans the end of a workspace, or calls it off. Until the day nothing changes, so that a mistake costs nothing.</summary>
static class DeleteWorkspace
{
    public static readonly TimeSpan Grace = TimeSpan.FromDays(30);

    public static async Task<Ok<Wire>> Handle(Guid id, DeleteWorkspaceRequest request, ToombosDb db, TimeProvider clock, CancellationToken ct)
    {
        var workspace = await FindAsync(db, id, ct);
        if (request.Name.Trim() != workspace.Name.Trim())
            throw new FieldException("name", $"This is not the workspace's name. Type it as it is: {workspace.Name}");
        // A second request does not move the day.
        workspace.EraseAt ??= clock.GetUtcNow() + Grace;
        return await SaveAsync(db, workspace, ct);
    }

    public static async Task<Ok<Wire>> Keep(Guid id, ToombosDb db, CancellationToken ct)
    {
        var workspace = await FindAsync(db, id, ct);
        workspace.EraseAt = null;
        return await SaveAsync(db, workspace, ct);
    }

    static async Task<Ok<Wire>> SaveAsync(ToombosDb db, Workspaces.Workspace workspace, CancellationToken ct)
    {
        if (db.Entry(workspace).State == EntityState.Modified) workspace.Version++;
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(workspace.ToWire());
    }

    static async Task<Workspaces.Workspace> FindAsync(ToombosDb db, Guid id, CancellationToken ct) =>
        await db.Workspaces.FirstOrDefaultAsync(w => w.Id == id && w.Id == db.CurrentWorkspace, ct) ?? throw Missing.Of("workspace");
}
