namespace Toombos.Client.Workspaces;

/// <summary>Workspaces and their brand.</summary>
public sealed class WorkspacesClient(ToombosConnection connection)
{
    /// <summary>The workspaces that the key reaches.</summary>
    public Task<Page<Workspace>> ListAsync(string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<Workspace>>(ToombosConnection.Query("v1/workspaces", ("after", after), ("limit", limit)), ct);

    /// <summary>404 <c>workspace.not-found</c>.</summary>
    public Task<Workspace> GetAsync(Guid id, CancellationToken ct = default) => connection.GetAsync<Workspace>($"v1/workspaces/{id}", ct);

    /// <summary>Changes name and brand; 409 <c>workspace.changed</c> when someone else did in between.</summary>
    public Task<Workspace> UpdateAsync(Guid id, UpdateWorkspaceRequest request, CancellationToken ct = default) =>
        connection.SendAsync<UpdateWorkspaceRequest, Workspace>(HttpMethod.Put, $"v1/workspaces/{id}", request, ct);
}
