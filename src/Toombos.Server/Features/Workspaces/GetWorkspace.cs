using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Workspaces.Workspace;

namespace Toombos.Server.Features.Workspaces;

/// <summary>One workspace with its brand.</summary>
static class GetWorkspace
{
    public static async Task<Ok<Wire>> Handle(Guid id, ToombosDb db, CancellationToken ct)
    {
        var workspace = await db.Workspaces.AsNoTracking().FirstOrDefaultAsync(w => w.Id == id && w.Id == db.CurrentWorkspace, ct)
            ?? throw Missing.Of("workspace");
        return TypedResults.Ok(workspace.ToWire());
    }
}
