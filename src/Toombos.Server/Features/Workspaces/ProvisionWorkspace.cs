using Toombos.Client.Access;
using Toombos.Client.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Workspaces;

/// <summary>Makes a workspace with its owner and its first key, for whoever runs the server, and enters it.</summary>
public sealed class ProvisionWorkspace(ToombosDb db, Tenant tenant, KeyRing keys, TimeProvider clock)
{
    /// <summary>Plan of workspaces that the operator makes.</summary>
    const string OperatorsPlan = "premium";

    /// <param name="id">Given where two processes must not both make it.</param>
    /// <returns>The workspace and the secret of its key, which is shown once.</returns>
    public async Task<(Workspace Workspace, string Key)> RunAsync(Brand brand, Person owner, CancellationToken ct, Guid? id = null)
    {
        var workspace = new Workspace { Id = id ?? Guid.CreateVersion7(), Name = brand.Name, Brand = brand, CreatedAt = clock.GetUtcNow(), Plan = OperatorsPlan };
        db.Workspaces.Add(workspace);
        tenant.Enter(workspace.Id, Caller.System("set-up") with { Name = owner.Name });
        db.People.Add(owner);
        db.Members.Add(new() { PersonId = owner.Id, Role = WorkspaceRole.Owner, JoinedAt = clock.GetUtcNow() });
        var key = keys.AddKey("first key");
        await db.SaveChangesAsync(ct);
        return (workspace, key);
    }

    /// <summary>A person without a password, who comes in by sign-in links until they choose one.</summary>
    public Person NewOwner(string name, string email)
    {
        AddressNormalizer.TryNormalize(email, out var address);
        return new()
        {
            Name = name, Email = address, UserName = address, NormalizedEmail = address, NormalizedUserName = address, EmailConfirmed = true,
            SecurityStamp = Guid.NewGuid().ToString("N"), LockoutEnabled = true, CreatedAt = clock.GetUtcNow(),
        };
    }
}
