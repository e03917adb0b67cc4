using Toombos.Server.Features.Documents.Diffing;

namespace Toombos.Server.Features.Writing.Updating;

/// <summary>How much two sentences have in common: the words that stand in both in the same order.</summary>
static class Kinship
{
    /// <summary>Words looked at; the work grows with their square.</summary>
    const int Longest = 300;

    /// <summary>0 for strangers, 1 for the same words.</summary>
    public static double Of(string left, string right)
    {
        var (a, b) = (WordsOf(left), WordsOf(right));
        return a.Length + b.Length == 0 ? 0 : 2.0 * Common(a, b) / (a.Length + b.Length);
    }

    /// <summary>The share of a sentence's words that stand in another text in the same order, 0 to 1.</summary>
    public static double Within(string sentence, string text)
    {
        var words = WordsOf(sentence);
        return words.Length == 0 ? 0 : (double)Common(words, WordsOf(text)) / words.Length;
    }

    static string[] WordsOf(string text) =>
        [.. WordChunker.Instance.Chunk(text).Where(piece => char.IsLetterOrDigit(piece[0]) || piece.Length > 1 && !char.IsWhiteSpace(piece[0])).Take(Longest).Select(piece => piece.ToLowerInvariant())];

    static int Common(string[] a, string[] b)
    {
        var (above, row) = (new int[b.Length + 1], new int[b.Length + 1]);
        foreach (var word in a)
        {
            for (var j = 0; j < b.Length; j++) row[j + 1] = word == b[j] ? above[j] + 1 : Math.Max(above[j + 1], row[j]);
            (above, row) = (row, above);
        }
        return above[b.Length];
    }
}
