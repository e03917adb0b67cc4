using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Server.Platform.Database;
using Wire = Toombos.Client.Workspaces.Workspace;

namespace Toombos.Server.Features.Workspaces;

/// <summary>The workspaces that the caller reaches: a key opens exactly one.</summary>
static class ListWorkspaces
{
    public static async Task<Ok<Page<Wire>>> Handle(ToombosDb db, string? after, int? limit, CancellationToken ct)
    {
        var (id, size) = (Keyset.IdOf(after), Keyset.Clamp(limit));
        var rows = await db.Workspaces.AsNoTracking()
            .Where(w => w.Id == db.CurrentWorkspace && (id == null || w.Id < id))
            .OrderByDescending(w => w.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(Keyset.Page(rows, size, w => w.Id.ToString("N"), w => w.ToWire()));
    }
}
