namespace Toombos.Connectors.Sources;

/// <summary>What came of reading a source. Sentences are for people and say what to do.</summary>
public abstract record SourceReading
{
    SourceReading()
    {
    }

    /// <summary>The document, whole.</summary>
    /// <param name="Revision">Opaque; hand it back at the next reading.</param>
    public sealed record Fetched(string Markdown, string Revision) : SourceReading
    {
        /// <summary>What it is made of; hand them in at the next reading. Empty where it is no more than one text.</summary>
        public IReadOnlyList<SourceFile> Files { get; init; } = [];
    }

    /// <summary>A document that is a list of entries, such as a feed, or a page, which is one.</summary>
    /// <param name="Title">Of the whole; null when it says none.</param>
    /// <param name="Newest">Whether the place shows its newest entries alone, so that older ones that are no longer there are not gone.</param>
    /// <param name="Revision">Opaque; hand it back at the next reading.</param>
    public sealed record Listed(string? Title, IReadOnlyList<SourceEntry> Entries, bool Newest, string Revision) : SourceReading;

    /// <summary>Still what it was.</summary>
    /// <param name="Revision">To hand in from now on; null where it is the one that was handed in.</param>
    public sealed record Unchanged(string? Revision = null) : SourceReading;

    /// <summary>It won't work until somebody changes something.</summary>
    /// <param name="Code">Stable reason such as <c>source.web-page</c> or <c>address.private</c>.</param>
    public sealed record Refused(string Code, string Sentence) : SourceReading;

    /// <summary>It may work later.</summary>
    public sealed record Unreachable(string Sentence, TimeSpan? RetryAfter = null) : SourceReading;
}
