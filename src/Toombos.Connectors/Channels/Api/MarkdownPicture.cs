namespace Toombos.Connectors.Channels.Api;

/// <summary>A picture in Markdown, whatever its words are.</summary>
static class MarkdownPicture
{
    /// <param name="address">Without spaces and brackets.</param>
    public static string Of(string words, string address) =>
        $"![{words.ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal)}]({address})";
}
