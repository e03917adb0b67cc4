namespace Toombos.Server.Platform.Text;

/// <summary>Words of a text, by Unicode rules; scripts without spaces give one word per character pair.</summary>
public static class Words
{
    /// <summary>As written, in order.</summary>
    public static IReadOnlyList<string> Of(string text) => throw new NotSupportedException(text);

    /// <summary>Lower-cased, without stop words of the language (all built-in languages when null).</summary>
    public static IReadOnlyList<string> ContentOf(string text, string? language = null) => throw new NotSupportedException(text + language);
}
