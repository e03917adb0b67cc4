namespace Toombos.Client.Channels;

/// <summary>The three families of channel.</summary>
public enum ChannelFamily { Email, Web, Social }

/// <summary>A kind of channel with its truth table: what fits, how it is counted, where the figure comes from.</summary>
public sealed record ChannelKind
{
    /// <summary>Stable name: email, web, x, linkedin, facebook, instagram, threads, bluesky, mastodon, telegram, discord, slack, …</summary>
    public required string Kind { get; init; }
    public required string Name { get; init; }
    public required ChannelFamily Family { get; init; }

    /// <summary>False for kinds whose limits are known but for which nothing is written yet.</summary>
    public required bool Writable { get; init; }

    /// <summary>Whether long texts may become numbered threads.</summary>
    public required bool Threads { get; init; }
    public required IReadOnlyList<ChannelLimit> Limits { get; init; }
}

/// <summary>One figure of a truth table.</summary>
/// <param name="Of">What is limited: post, subject, title, hashtags, alt-text, image-bytes, …</param>
/// <param name="Unit">characters, utf16, graphemes, bytes, weighted, emoji-bytes, count, …: also names the counting rule.</param>
/// <param name="CheckedOn">Day on which somebody last verified the figure.</param>
/// <param name="Verified">False where the figure is hearsay.</param>
public sealed record ChannelLimit(string Of, int Max, string Unit, DateOnly CheckedOn, string Source, bool Verified, string? Note);
