namespace Toombos.Client.Channels;

/// <summary>What each network accepts, and the channels that are connected.</summary>
public sealed class ChannelsClient(ToombosConnection connection)
{
    /// <summary>All kinds with their truth tables.</summary>
    public Task<IReadOnlyList<ChannelKind>> ListKindsAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<ChannelKind>>("v1/channel-kinds", ct);

    /// <summary>404 <c>channel-kind.not-found</c>.</summary>
    public Task<ChannelKind> GetKindAsync(string kind, CancellationToken ct = default) => connection.GetAsync<ChannelKind>($"v1/channel-kinds/{Uri.EscapeDataString(kind)}", ct);

    /// <summary>The kinds of destination that can be connected, with what each asks for.</summary>
    public Task<IReadOnlyList<Connector>> ListConnectorsAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<Connector>>("v1/connectors", ct);

    /// <summary>Asks a connected account where it may post with a kind of connector. 404 <c>connector.not-found</c>; 409 <c>connector.no-places</c> for kinds without a choice.</summary>
    public Task<ChannelPlaces> ListPlacesAsync(string kind, Guid connectionId, CancellationToken ct = default) =>
        connection.GetAsync<ChannelPlaces>($"v1/connectors/{Uri.EscapeDataString(kind)}/places?connection={connectionId}", ct);

    /// <summary>Connected channels, by name.</summary>
    public Task<IReadOnlyList<Channel>> ListAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<Channel>>("v1/channels", ct);

    /// <summary>404 <c>channel.not-found</c>.</summary>
    public Task<Channel> GetAsync(Guid id, CancellationToken ct = default) => connection.GetAsync<Channel>($"v1/channels/{id}", ct);

    /// <summary>Connects a channel. 400 <c>body.invalid</c> names each field that is not good as <c>settings.name</c>; 409 <c>channel.too-many</c>.</summary>
    public Task<NewChannel> AddAsync(AddChannelRequest request, CancellationToken ct = default) =>
        connection.SendAsync<AddChannelRequest, NewChannel>(HttpMethod.Post, "v1/channels", request, ct);

    public Task<Channel> UpdateAsync(Guid id, UpdateChannelRequest request, CancellationToken ct = default) =>
        connection.SendAsync<UpdateChannelRequest, Channel>(HttpMethod.Patch, $"v1/channels/{id}", request, ct);

    /// <summary>Disconnects it. 409 <c>channel.in-use</c> while something is planned on it.</summary>
    public Task DeleteAsync(Guid id, CancellationToken ct = default) => connection.DeleteAsync($"v1/channels/{id}", ct);

    /// <summary>Looks whether it would work now, without publishing anything.</summary>
    public Task<ChannelCheck> CheckAsync(Guid id, CancellationToken ct = default) => connection.PostAsync<ChannelCheck>($"v1/channels/{id}/check", null, ct);

    /// <summary>
    /// Sends something that no reader sees: a letter to your own confirmed address, or a test that is taken away again; <see cref="Connector.Trial"/> says which. 409 <c>channel.no-trial</c> where
    /// there is no such thing, <c>channel.trial-needs-person</c> for keys, <c>account.not-verified</c>.
    /// </summary>
    public Task<ChannelCheck> TryAsync(Guid id, TryChannelRequest? request = null, CancellationToken ct = default) =>
        connection.SendAsync<TryChannelRequest, ChannelCheck>(HttpMethod.Post, $"v1/channels/{id}/try", request ?? new(), ct);

    /// <summary>A new signing key for a webhook; the old one still signs beside it for a day.</summary>
    public Task<NewChannel> RotateKeyAsync(Guid id, CancellationToken ct = default) => connection.PostAsync<NewChannel>($"v1/channels/{id}/rotate-key", null, ct);
}
