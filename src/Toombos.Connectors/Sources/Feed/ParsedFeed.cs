namespace Toombos.Connectors.Sources.Feed;

/// <summary>A feed as it says itself, in its own order.</summary>
sealed record ParsedFeed(string? Title, IReadOnlyList<SourceEntry> Entries)
{
    /// <summary>What comes after these is older than anybody asks for.</summary>
    public const int MostEntries = 10_000;

    /// <summary>Longest text of one entry, in characters.</summary>
    public const int LongestText = 500_000;
}
