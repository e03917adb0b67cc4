using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels;

/// <summary>What networks count of a post. Each means what the network says that it means: a view at one is no view at another.</summary>
public enum Metric { Views, Likes, Reposts, Replies, Quotes, Clicks, Bookmarks }

/// <summary>A kind that tells how what was published there has fared.</summary>
public interface IMeasures : IChannel
{
    /// <summary>Reads the figures of some posts as they are now. Changes nothing there.</summary>
    /// <param name="references">As the channel named them when they were delivered.</param>
    Task<Measured> MeasureAsync(ChannelAccount account, IReadOnlyList<string> references, CancellationToken ct);
}

/// <summary>Figures by the names of the posts; or why they could not be read.</summary>
/// <param name="Figures">What has no entry, while nothing was refused, is no longer there.</param>
public sealed record Measured(IReadOnlyDictionary<string, IReadOnlyDictionary<Metric, long>> Figures, ChannelAnswer? Refusal = null)
{
    public static Measured Refused(ChannelAnswer why) => new(new Dictionary<string, IReadOnlyDictionary<Metric, long>>(), why);
}
