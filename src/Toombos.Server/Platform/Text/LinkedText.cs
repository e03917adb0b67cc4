using Toombos.Client.Documents;

namespace Toombos.Server.Platform.Text;

/// <summary>A stretch of text that is either plain or leads somewhere.</summary>
public sealed record TextRun(string Text, string? Url)
{
    /// <summary>Stands between two lines of one paragraph.</summary>
    public static readonly TextRun LineBreak = new("\n", null);

    public bool IsBreak => ReferenceEquals(this, LineBreak);
}

/// <summary>Finds the words that carry links, so that every reader of a text (page, plain text, editor) sees the same links.</summary>
public static class LinkedText
{
    /// <summary>
    /// The text cut at its links. Links are looked for in order, each after the one before it; one whose words are missing, or whose
    /// address is not safe, is left out.
    /// </summary>
    public static IReadOnlyList<TextRun> Runs(string text, IReadOnlyList<TextLink> links)
    {
        var runs = new List<TextRun>(links.Count * 2 + 1);
        var position = 0;
        foreach (var link in links)
        {
            if (link.Text.Length == 0 || WebAddress.Link(link.Url) is not { } url) continue;
            var found = text.IndexOf(link.Text, position, StringComparison.Ordinal);
            if (found < 0) continue;
            if (found > position) runs.Add(new(text[position..found], null));
            runs.Add(new(link.Text, url));
            position = found + link.Text.Length;
        }
        if (position < text.Length) runs.Add(new(text[position..], null));
        return runs;
    }
}
