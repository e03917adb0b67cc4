namespace Toombos.Server.Platform.Text;

/// <summary>Tells the language of a text from its script and stop words.</summary>
public static class LanguageGuess
{
    /// <summary>Two letters, or null when it can't be told.</summary>
    public static string? Of(string text) => throw new NotSupportedException(text);
}
