namespace Toombos.Connectors.Sources;

/// <summary>A file of a source that is made of several.</summary>
/// <param name="Hash">By which the place knows this very state of it.</param>
public sealed record SourceFile(string Path, string Hash, string Text);
