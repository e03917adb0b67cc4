namespace Toombos.Server.Platform.Tenancy;

/// <summary>The workspace that the current request or job works for. Until one is entered, tenant-owned tables look empty.</summary>
public sealed class Tenant
{
    public Guid? WorkspaceId { get; private set; }

    /// <summary>Name of whoever acts, for the record of who changed what.</summary>
    public string Actor { get; private set; } = "system";

    public void Enter(Guid workspaceId, string actor) => (WorkspaceId, Actor) = (workspaceId, actor);

    /// <summary>The workspace, where one is certain because the endpoint's policy demands it.</summary>
    public Guid Required => WorkspaceId ?? throw new InvalidOperationException("No workspace has been entered.");
}
