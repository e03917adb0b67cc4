using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Workspaces.Workspace;

namespace Toombos.Server.Features.Workspaces;

/// <summary>The workspaces that the caller reaches: all of a person's, the one of a key.</summary>
static class ListWorkspaces
{
    public static async Task<Ok<Page<Wire>>> Handle(ToombosDb db, Tenant tenant, string? after, int? limit, CancellationToken ct)
    {
        var (id, size, person) = (Keyset.IdOf(after), Keyset.Clamp(limit), tenant.Caller.PersonId);
        var members = db.Members.IgnoreQueryFilters([ToombosDb.TenantFilter]);
        var rows = await db.Workspaces.AsNoTracking()
            .Where(w => person == null ? w.Id == db.CurrentWorkspace : members.Any(m => m.WorkspaceId == w.Id && m.PersonId == person))
            .Where(w => id == null || w.Id < id)
            .OrderByDescending(w => w.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(Keyset.Page(rows, size, w => w.Id.ToString("N"), w => w.ToWire()));
    }
}
