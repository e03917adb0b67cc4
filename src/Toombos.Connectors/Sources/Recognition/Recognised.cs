namespace Toombos.Connectors.Sources.Recognition;

/// <summary>What an address turned out to be.</summary>
/// <param name="Kind">Kind of source, or of a service that has to be connected first; null when nothing could be told.</param>
/// <param name="Address">What to register, which may differ from what was typed.</param>
/// <param name="Readable">Whether a source of this kind and address can be added as it is.</param>
public sealed record Recognised(string? Kind, string Address, bool Readable)
{
    public string? Title { get; init; }

    /// <summary>What stands against it, and what to do.</summary>
    public string? Sentence { get; init; }

    /// <summary>Feeds that a page names.</summary>
    public IReadOnlyList<OfferedFeed> Feeds { get; init; } = [];
}

/// <summary>A feed that a page names.</summary>
public sealed record OfferedFeed(string Address, string? Title);
