namespace Toombos.Client.Usage;

/// <summary>Plans and what is used of them.</summary>
public sealed class UsageClient(ToombosConnection connection)
{
    /// <summary>The workspace's plan, what is used of it, and when the month ends.</summary>
    public Task<WorkspaceUsage> GetAsync(CancellationToken ct = default) => connection.GetAsync<WorkspaceUsage>("v1/usage", ct);

    /// <summary>All plans, smallest first.</summary>
    public Task<IReadOnlyList<Plan>> ListPlansAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<Plan>>("v1/plans", ct);

    /// <summary>
    /// Chooses another plan, at once. 403 <c>plan.closed</c> where the operator chooses; 409 <c>plan.too-small</c> when the workspace has more members than the plan.
    /// </summary>
    public Task<WorkspaceUsage> ChangePlanAsync(Guid workspaceId, ChangePlanRequest request, CancellationToken ct = default) =>
        connection.SendAsync<ChangePlanRequest, WorkspaceUsage>(HttpMethod.Put, $"v1/workspaces/{workspaceId}/plan", request, ct);
}
