namespace Toombos.Client.Publishing;

/// <summary>What networks count of a post. Each means what the network says that it means: a view at one is no view at another.</summary>
public enum Metric
{
    Views,

    /// <summary>Reactions of all sorts, where there are several.</summary>
    Likes,
    Reposts,

    /// <summary>Answers and comments.</summary>
    Replies,
    Quotes,
    Clicks,
    Bookmarks,
}

/// <summary>How a publication has fared where it is, as its channel tells it. Of a thread, the first post.</summary>
public sealed record PublicationMetrics
{
    /// <summary>Whether the channel tells any figures of it at all.</summary>
    public required bool Offered { get; init; }

    /// <summary>What was read, oldest first; at most a few dozen.</summary>
    public required IReadOnlyList<MetricPoint> Points { get; init; }

    /// <summary>When it is read next by itself; null when it is not any more.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Why the last reading gave nothing, and what to do; null when it gave something.</summary>
    public string? Error { get; init; }
}

/// <summary>Figures as they were at one moment, since the beginning.</summary>
public sealed record MetricPoint(DateTimeOffset At, IReadOnlyList<MetricValue> Values);

/// <summary>One figure.</summary>
public sealed record MetricValue(Metric Metric, long Value);
