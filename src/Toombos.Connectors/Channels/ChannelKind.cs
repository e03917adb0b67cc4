namespace Toombos.Connectors.Channels;

/// <summary>The three families of channel.</summary>
public enum ChannelFamily { Email, Web, Social }

/// <summary>How a network counts.</summary>
public enum CountingRule
{
    /// <summary>Unicode code points.</summary>
    Characters,
    Utf16,
    /// <summary>User-perceived characters (UAX #29).</summary>
    Graphemes,
    /// <summary>UTF-8.</summary>
    Bytes,
    /// <summary>X: twitter-text v3 weights, a URL is 23, an emoji 2, after NFC.</summary>
    XWeighted,
    /// <summary>Threads: code points, but an emoji counts as its UTF-8 bytes.</summary>
    EmojiBytes,
    /// <summary>Mastodon: code points, a URL is 23, the domain of a remote mention is not counted.</summary>
    MastodonCharacters,
    Words,
    /// <summary>Pieces of something: images, tags, posts.</summary>
    Count,
}

/// <summary>One figure of a truth table, with its provenance.</summary>
public sealed record ChannelLimit
{
    /// <summary>What is limited: post, subject, title, hashtags, alt-text, images, image-bytes, …</summary>
    public required string Of { get; init; }
    public required int Max { get; init; }
    public required CountingRule Unit { get; init; }
    public required DateOnly CheckedOn { get; init; }
    public required string Source { get; init; }
    public bool Verified { get; init; } = true;
    public string? Note { get; init; }

    public int Count(string text) => TextCounter.Count(text, Unit);
}

/// <summary>A kind of channel and its truth table.</summary>
public sealed record ChannelKind
{
    public required string Kind { get; init; }
    public required string Name { get; init; }
    public required ChannelFamily Family { get; init; }
    public bool Writable { get; init; }
    public bool Threads { get; init; }
    public required IReadOnlyList<ChannelLimit> Limits { get; init; }

    public IEnumerable<ChannelLimit> LimitsOf(string of) => Limits.Where(l => l.Of == of);

    /// <summary>Whether a text fits every limit of one sort.</summary>
    public bool Fits(string of, string text) => LimitsOf(of).All(l => l.Count(text) <= l.Max);
}
