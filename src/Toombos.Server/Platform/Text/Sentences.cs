namespace Toombos.Server.Platform.Text;

/// <summary>Splits text into sentences by Unicode rules, abbreviations and numbers respected.</summary>
public static class Sentences
{
    /// <summary>The sentences in order, trimmed; every character that is not white space belongs to exactly one.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var sentences = new List<string>();
        var scanner = new SentenceScanner(text);
        while (scanner.MoveNext()) sentences.Add(scanner.Length == text.Length ? text : text.Substring(scanner.Start, scanner.Length));
        return sentences;
    }
}
