namespace Toombos.Server.Platform.Text;

/// <summary>Words of a text, by Unicode rules; scripts without spaces give one word per character pair.</summary>
public static class Words
{
    /// <summary>As written, in order.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var words = new List<string>(text.Length / 6 + 1);
        var scanner = new WordScanner(text);
        while (scanner.MoveNext()) words.Add(scanner.Current.ToString());
        return words;
    }

    /// <summary>How many words a text has; what reading times and target lengths count.</summary>
    public static int Count(string text)
    {
        var count = 0;
        var scanner = new WordScanner(text);
        while (scanner.MoveNext()) count++;
        return count;
    }

    /// <summary>
    /// Lower-cased, without stop words of the language (all built-in languages when null). Scripts without spaces give
    /// overlapping pairs here, so that two texts meet wherever they share two characters in a row.
    /// </summary>
    public static IReadOnlyList<string> ContentOf(string text, string? language = null)
    {
        var words = new List<string>(text.Length / 10 + 1);
        var scanner = new WordScanner(text, overlapping: true);
        while (scanner.MoveNext())
            if (!StopWords.Contains(scanner.Current, language)) words.Add(scanner.Current.ToString().ToLowerInvariant());
        return words;
    }
}
