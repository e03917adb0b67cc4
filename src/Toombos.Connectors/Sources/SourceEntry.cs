namespace Toombos.Connectors.Sources;

/// <summary>One titled unit of a source that is a list, with an identity of its own.</summary>
/// <param name="Id">What the source knows it by, whatever becomes of its title and text.</param>
/// <param name="Markdown">The text, its headings at level 2 and deeper, free of comments.</param>
public sealed record SourceEntry(string Id, string Title, string Markdown)
{
    public DateTimeOffset? Date { get; init; }
    public string? Link { get; init; }
    public string? Author { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
}
