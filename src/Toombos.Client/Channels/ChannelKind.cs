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

    /// <summary>The network's own mark of texts that a model wrote; null where it has none.</summary>
    public AiFlag? AiFlag { get; init; }

    /// <summary>What the network charges for a post; null where posts cost nothing.</summary>
    public PostPrice? Price { get; init; }
}

/// <summary>What a network charges for a post.</summary>
/// <param name="Plain">For one without a link.</param>
/// <param name="Linked">For one with at least one.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="CheckedOn">Day on which somebody last verified it.</param>
public sealed record PostPrice(decimal Plain, decimal Linked, string Currency, DateOnly CheckedOn, string Source);

/// <summary>A field of a network's API that says how much a model wrote, and what is sent in it.</summary>
/// <param name="Human">For what people wrote.</param>
/// <param name="Assisted">Where a model wrote some of it.</param>
/// <param name="Generated">Where a model wrote most of it.</param>
/// <param name="CheckedOn">Day on which somebody last verified it.</param>
public sealed record AiFlag(string Field, string Human, string Assisted, string Generated, DateOnly CheckedOn, string Source);

/// <summary>One figure of a truth table.</summary>
/// <param name="Of">What is limited: post, subject, title, hashtags, alt-text, image-bytes, …</param>
/// <param name="Unit">characters, utf16, graphemes, bytes, weighted, emoji-bytes, count, …: also names the counting rule.</param>
/// <param name="CheckedOn">Day on which somebody last verified the figure.</param>
/// <param name="Verified">False where the figure is hearsay.</param>
public sealed record ChannelLimit(string Of, int Max, string Unit, DateOnly CheckedOn, string Source, bool Verified, string? Note);
