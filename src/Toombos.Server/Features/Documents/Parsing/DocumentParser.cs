namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>Reads Markdown in the editor's syntax. Any CommonMark or GFM text is accepted.</summary>
public static class DocumentParser
{
    /// <param name="previous">The reading before this one: unchanged and edited items and blocks keep their keys and ids.</param>
    public static LivingDocument Parse(string markdown, LivingDocument? previous = null) =>
        throw new NotSupportedException();
}
