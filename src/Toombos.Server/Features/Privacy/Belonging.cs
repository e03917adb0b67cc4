using Microsoft.EntityFrameworkCore;
using Toombos.Client.Access;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Privacy;

/// <summary>What would become of workspaces if a person were gone.</summary>
static class Belonging
{
    extension(ToombosDb db)
    {
        /// <summary>Workspaces in which the person is the only member.</summary>
        public Task<List<Workspaces.Workspace>> AloneInAsync(Guid person, CancellationToken ct)
        {
            var members = db.Members.IgnoreQueryFilters([ToombosDb.TenantFilter]);
            return db.Workspaces.Where(w => members.Any(m => m.WorkspaceId == w.Id && m.PersonId == person) && !members.Any(m => m.WorkspaceId == w.Id && m.PersonId != person))
                .OrderBy(w => w.Id).ToListAsync(ct);
        }

        /// <summary>Names of workspaces that have other members and would be left without an owner. Those that are about to be deleted need none.</summary>
        public Task<List<string>> AbandonedByAsync(Guid person, CancellationToken ct)
        {
            var members = db.Members.IgnoreQueryFilters([ToombosDb.TenantFilter]);
            return db.Workspaces.Where(w => w.EraseAt == null
                    && members.Any(m => m.WorkspaceId == w.Id && m.PersonId == person && m.Role == WorkspaceRole.Owner)
                    && members.Any(m => m.WorkspaceId == w.Id && m.PersonId != person)
                    && !members.Any(m => m.WorkspaceId == w.Id && m.PersonId != person && m.Role == WorkspaceRole.Owner))
                .OrderBy(w => w.Id).Select(w => w.Name).ToListAsync(ct);
        }
    }
}
