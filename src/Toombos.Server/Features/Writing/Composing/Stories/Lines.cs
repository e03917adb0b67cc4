using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Composing.Shortening;

namespace Toombos.Server.Features.Writing.Composing.Stories;

/// <summary>Brings a line such as a subject or title within a length: whole, else without a clause, else ended at a word.</summary>
static class Lines
{
    public static DraftSentence Within(DraftSentence line, int characters, ClauseWords words)
    {
        bool Fits(string text) => text.Length <= characters;
        if (Fits(line.Text)) return line;
        var shorter = SentenceShortener.Shorten(line.Text, words, Fits) ?? Clipping.Clip(line.Text, Fits);
        return line with { Text = shorter ?? "…", Origin = SentenceOrigin.Shortened };
    }

    public static int LengthOf(IEnumerable<DraftSentence> sentences)
    {
        var length = -1;
        foreach (var sentence in sentences) length += sentence.Text.Length + 1;
        return Math.Max(length, 0);
    }
}
