namespace Toombos.Client.Connections;

/// <summary>Accounts at services outside, with which sources are read and posts are published.</summary>
public sealed class ConnectionsClient(ToombosConnection connection)
{
    /// <summary>The services that accounts can be connected at.</summary>
    public Task<IReadOnlyList<ConnectionProvider>> ListProvidersAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<ConnectionProvider>>("v1/connection-providers", ct);

    /// <summary>Sets the workspace's own program at a service. 404 <c>connection-provider.not-found</c>.</summary>
    public Task<ConnectionProvider> SetAppAsync(string provider, SetProviderAppRequest request, CancellationToken ct = default) =>
        connection.SendAsync<SetProviderAppRequest, ConnectionProvider>(HttpMethod.Put, $"v1/connection-providers/{Uri.EscapeDataString(provider)}/app", request, ct);

    /// <summary>Takes the workspace's own program away; accounts that were connected with it can't be renewed any more. 404 <c>connection-provider.not-found</c>.</summary>
    public Task RemoveAppAsync(string provider, CancellationToken ct = default) => connection.DeleteAsync($"v1/connection-providers/{Uri.EscapeDataString(provider)}/app", ct);

    /// <summary>Connected accounts, by name.</summary>
    public Task<IReadOnlyList<Connection>> ListAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<Connection>>("v1/connections", ct);

    /// <summary>404 <c>connection.not-found</c>.</summary>
    public Task<Connection> GetAsync(Guid id, CancellationToken ct = default) => connection.GetAsync<Connection>($"v1/connections/{id}", ct);

    /// <summary>
    /// Where to send the person who connects an account. Only who started may finish, within ten minutes. 409 <c>connection-provider.no-app</c> where no program is
    /// registered at the service, <c>connection.too-many</c>; 404 <c>connection.not-found</c>.
    /// </summary>
    public Task<ConnectionStart> StartAsync(StartConnectionRequest request, CancellationToken ct = default) =>
        connection.SendAsync<StartConnectionRequest, ConnectionStart>(HttpMethod.Post, "v1/connections/start", request, ct);

    /// <summary>Connects the account with the answer that the service sent back. 409 <c>connection.refused</c> with the reason.</summary>
    public Task<Connection> FinishAsync(FinishConnectionRequest request, CancellationToken ct = default) =>
        connection.SendAsync<FinishConnectionRequest, Connection>(HttpMethod.Post, "v1/connections/finish", request, ct);

    /// <summary>Connects an account by a token or key file, which is tried first. 409 <c>connection.too-many</c>.</summary>
    public Task<Connection> AddAsync(AddConnectionRequest request, CancellationToken ct = default) =>
        connection.SendAsync<AddConnectionRequest, Connection>(HttpMethod.Post, "v1/connections", request, ct);

    /// <summary>404 <c>connection.not-found</c>.</summary>
    public Task<Connection> UpdateAsync(Guid id, UpdateConnectionRequest request, CancellationToken ct = default) =>
        connection.SendAsync<UpdateConnectionRequest, Connection>(HttpMethod.Patch, $"v1/connections/{id}", request, ct);

    /// <summary>Forgets the account and withdraws the consent where the service takes it back. 409 <c>connection.in-use</c> while something uses it.</summary>
    public Task RemoveAsync(Guid id, CancellationToken ct = default) => connection.DeleteAsync($"v1/connections/{id}", ct);

    /// <summary>Asks the service whether the account still opens. 404 <c>connection.not-found</c>.</summary>
    public Task<ConnectionCheck> CheckAsync(Guid id, CancellationToken ct = default) => connection.PostAsync<ConnectionCheck>($"v1/connections/{id}/check", null, ct);
}
