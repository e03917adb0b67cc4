namespace Toombos.Server.Platform.Tenancy;

/// <summary>The workspace that the current request or job works for, and who asks. Until one is entered, tenant-owned tables look empty.</summary>
public sealed class Tenant
{
    public Guid? WorkspaceId { get; private set; }

    /// <summary>Whoever acts.</summary>
    public Caller Caller { get; private set; } = Caller.System("system");

    /// <summary>The request that it happens on; none in jobs.</summary>
    public Occasion? Occasion { get; set; }

    /// <summary>Name of whoever acts, for the record of who changed what.</summary>
    public string Actor => Caller.Name;

    public void Enter(Guid workspaceId, Caller caller) => (WorkspaceId, Caller) = (workspaceId, caller);

    /// <summary>The product itself at work, under a name that says which part of it.</summary>
    public void Enter(Guid workspaceId, string part) => Enter(workspaceId, Caller.System(part));

    /// <summary>Someone who is known but works in no workspace.</summary>
    public void Know(Caller caller) => Caller = caller;

    /// <summary>The workspace, where one is certain because the endpoint's policy demands it.</summary>
    public Guid Required => WorkspaceId ?? throw new InvalidOperationException("No workspace has been entered.");
}
