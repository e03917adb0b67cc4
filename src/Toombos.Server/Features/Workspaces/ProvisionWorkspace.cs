using Toombos.Client.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Workspaces;

/// <summary>Makes a workspace with its first key, and enters it.</summary>
public sealed class ProvisionWorkspace(ToombosDb db, Tenant tenant, KeyRing keys, TimeProvider clock)
{
    /// <param name="id">Given where two processes must not both make it.</param>
    /// <returns>The workspace and the secret of its key, which is shown once.</returns>
    public async Task<(Workspace Workspace, string Key)> RunAsync(Brand brand, CancellationToken ct, Guid? id = null)
    {
        var workspace = new Workspace { Id = id ?? Guid.CreateVersion7(), Name = brand.Name, Brand = brand, CreatedAt = clock.GetUtcNow() };
        db.Workspaces.Add(workspace);
        tenant.Enter(workspace.Id, "owner");
        var key = keys.AddKey("first key");
        await db.SaveChangesAsync(ct);
        return (workspace, key);
    }
}
