namespace Toombos.Client.Workspaces;

/// <summary>Workspaces and their brand.</summary>
public sealed class WorkspacesClient(ToombosConnection connection)
{
    /// <summary>Makes a workspace, owned by the signed-in person, and works in it from now on.</summary>
    public Task<Workspace> AddAsync(AddWorkspaceRequest request, CancellationToken ct = default) =>
        connection.SendAsync<AddWorkspaceRequest, Workspace>(HttpMethod.Post, "v1/workspaces", request, ct);

    /// <summary>The workspaces that the caller reaches: all of a person's, the one of a key.</summary>
    public Task<Page<Workspace>> ListAsync(string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<Workspace>>(ToombosConnection.Query("v1/workspaces", ("after", after), ("limit", limit)), ct);

    /// <summary>404 <c>workspace.not-found</c>.</summary>
    public Task<Workspace> GetAsync(Guid id, CancellationToken ct = default) => connection.GetAsync<Workspace>($"v1/workspaces/{id}", ct);

    /// <summary>Changes name and brand; 409 <c>workspace.changed</c> when someone else did in between.</summary>
    public Task<Workspace> UpdateAsync(Guid id, UpdateWorkspaceRequest request, CancellationToken ct = default) =>
        connection.SendAsync<UpdateWorkspaceRequest, Workspace>(HttpMethod.Put, $"v1/workspaces/{id}", request, ct);

    /// <summary>Marks the workspace for deletion; until then nothing changes and it can be called off. Its name must be typed. Wants a recent sign-in.</summary>
    public Task<Workspace> DeleteAsync(Guid id, DeleteWorkspaceRequest request, CancellationToken ct = default) =>
        connection.SendAsync<DeleteWorkspaceRequest, Workspace>(HttpMethod.Post, $"v1/workspaces/{id}/delete", request, ct);

    /// <summary>Calls the deletion off.</summary>
    public Task<Workspace> KeepAsync(Guid id, CancellationToken ct = default) => connection.PostAsync<Workspace>($"v1/workspaces/{id}/keep", null, ct);
}
