using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels;

/// <summary>A channel to which one connection can carry many dispatches; opening one for each would cost more than sending.</summary>
public interface IBatchChannel : IChannel
{
    /// <summary>Connects at the first dispatch.</summary>
    IChannelSession Open(ChannelAccount account);
}

/// <summary>
/// Sends one dispatch after the other; not two at once. Each answer stands for itself: after a broken connection the next dispatch
/// gets a new one.
/// </summary>
public interface IChannelSession : IAsyncDisposable
{
    /// <returns>As <see cref="IChannel.SendAsync"/> does.</returns>
    Task<ChannelAnswer> SendAsync(Dispatch dispatch, CancellationToken ct);
}
