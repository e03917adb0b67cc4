using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels;

/// <summary>A kind whose servers each have limits of their own, and tell them.</summary>
public interface ITellsLimits : IChannel
{
    /// <summary>By the names of its truth table; nothing where the server does not answer, or does not say.</summary>
    Task<IReadOnlyDictionary<string, int>> LimitsAsync(ChannelAccount account, CancellationToken ct);
}
