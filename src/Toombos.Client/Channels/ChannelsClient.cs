namespace Toombos.Client.Channels;

/// <summary>What each network accepts.</summary>
public sealed class ChannelsClient(ToombosConnection connection)
{
    /// <summary>All kinds with their truth tables.</summary>
    public Task<IReadOnlyList<ChannelKind>> ListKindsAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<ChannelKind>>("v1/channel-kinds", ct);

    /// <summary>404 <c>channel-kind.not-found</c>.</summary>
    public Task<ChannelKind> GetKindAsync(string kind, CancellationToken ct = default) => connection.GetAsync<ChannelKind>($"v1/channel-kinds/{Uri.EscapeDataString(kind)}", ct);
}
