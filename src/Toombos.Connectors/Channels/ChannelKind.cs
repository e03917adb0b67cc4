using Toombos.Connectors.Channels.Counting;

namespace Toombos.Connectors.Channels;

/// <summary>The three families of channel.</summary>
public enum ChannelFamily { Email, Web, Social }

/// <summary>One figure of a truth table, with its provenance.</summary>
public sealed record ChannelLimit
{
    /// <summary>
    /// What is limited: post, subject, title, hashtags, alt-text, images, image-bytes, image-ratio (width by height, in thousandths), …
    /// A name that ends in <c>-min</c> is a lower bound.
    /// </summary>
    public required string Of { get; init; }
    public required int Max { get; init; }
    public required CountingRule Unit { get; init; }
    public required DateOnly CheckedOn { get; init; }
    public required string Source { get; init; }
    /// <summary>True where the figure is hearsay. The exception is what is marked: generated JSON readers don't keep initial values of init properties.</summary>
    public bool Unverified { get; init; }
    public string? Note { get; init; }

    public int Count(string text) => TextCounter.Count(text, Unit);
}

/// <summary>A field of a network's API that says how much a model wrote, and its values.</summary>
/// <param name="Human">Sent for what people wrote.</param>
/// <param name="Assisted">Sent where a model wrote some of it.</param>
/// <param name="Generated">Sent where a model wrote most of it.</param>
public sealed record AiFlag(string Field, string Human, string Assisted, string Generated, DateOnly CheckedOn, string Source)
{
    public string Of(AiUse use) => use switch { AiUse.Human => Human, AiUse.Assisted => Assisted, _ => Generated };
}

/// <summary>What a network charges for a post.</summary>
/// <param name="Plain">For one without a link.</param>
/// <param name="Linked">For one with at least one.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record PostPrice(decimal Plain, decimal Linked, string Currency, DateOnly CheckedOn, string Source)
{
    /// <summary>What these posts cost together, and how many of them hold a link.</summary>
    public (decimal Amount, int Links) Of(IReadOnlyCollection<string> texts)
    {
        var links = texts.Count(text => new AddressScanner(text, bare: true).MoveNext());
        return (links * Linked + (texts.Count - links) * Plain, links);
    }
}

/// <summary>A kind of channel and its truth table.</summary>
public sealed record ChannelKind
{
    public required string Kind { get; init; }
    public required string Name { get; init; }
    public required ChannelFamily Family { get; init; }
    public bool Writable { get; init; }
    public bool Threads { get; init; }
    /// <summary>Formats of pictures that it takes, the best first; PNG and JPEG where nothing is said.</summary>
    public IReadOnlyList<string>? ImageFormats { get; init; }
    public required IReadOnlyList<ChannelLimit> Limits { get; init; }

    /// <summary>The network's own mark of texts that a model wrote; null where it has none.</summary>
    public AiFlag? AiFlag { get; init; }

    /// <summary>Null where posts cost nothing.</summary>
    public PostPrice? Price { get; init; }

    public IEnumerable<ChannelLimit> LimitsOf(string of) => Limits.Where(l => l.Of == of);

    /// <summary>As it is at a server that has limits of its own.</summary>
    public ChannelKind With(IReadOnlyDictionary<string, int> told) => told.Count == 0 ? this : this with { Limits = [.. Limits.Select(l => told.TryGetValue(l.Of, out var max) ? l with { Max = max } : l)] };

    /// <summary>Whether a text fits every limit of one sort.</summary>
    public bool Fits(string of, string text)
    {
        foreach (var limit in Limits)
            if (limit.Of == of && limit.Count(text) > limit.Max) return false;
        return true;
    }
}
