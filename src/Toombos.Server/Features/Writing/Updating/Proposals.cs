using Toombos.Client.Documents;
using Toombos.Server.Features.Checks.Claims;
using Toombos.Server.Features.Documents.Diffing;

namespace Toombos.Server.Features.Writing.Updating;

/// <summary>Puts the numbers and names that changed in a line of the source into a person's sentence: a proposal, which nobody but a person takes over.</summary>
static class Proposals
{
    /// <summary>Null where nothing of what changed stands in the sentence.</summary>
    public static string? For(string sentence, string before, string after)
    {
        var text = sentence;
        foreach (var (from, to) in Phrases(new WordDiff().Between(before, after)))
            if (from.Length > 0 && to.Length > 0 && IsFact(from)) text = Replaced(text, from, to);
        return text == sentence ? null : text;
    }

    /// <summary>What went with what came in its place; words with nothing but a space between them are one phrase: "two degrees", "one degree".</summary>
    static IEnumerable<(string From, string To)> Phrases(IReadOnlyList<TextSpan> spans)
    {
        var (from, to) = ("", "");
        for (var i = 0; i < spans.Count; i++)
        {
            if (spans[i].Kind == SpanKind.Deleted) from += spans[i].Text;
            else if (spans[i].Kind == SpanKind.Inserted) to += spans[i].Text;
            else if (from.Length > 0 && to.Length > 0 && string.IsNullOrWhiteSpace(spans[i].Text) && i + 2 < spans.Count && spans[i + 1].Kind == SpanKind.Deleted && spans[i + 2].Kind == SpanKind.Inserted) (from, to) = (from + spans[i].Text, to + spans[i].Text);
            else
            {
                yield return (from.Trim(), to.Trim());
                (from, to) = ("", "");
            }
        }
        yield return (from.Trim(), to.Trim());
    }

    /// <summary>A number in digits or words, or a name.</summary>
    static bool IsFact(string phrase) => phrase.Any(char.IsDigit) || char.IsUpper(phrase[0]) || phrase.Split(' ').Any(word => Lexicon.Number(word, null) is not null);

    static string Replaced(string text, string from, string to)
    {
        for (var at = text.IndexOf(from, StringComparison.Ordinal); at >= 0; at = at < text.Length ? text.IndexOf(from, at, StringComparison.Ordinal) : -1)
        {
            var whole = IsEdge(text, at - 1) && IsEdge(text, at + from.Length);
            if (whole) text = string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length));
            at += whole ? to.Length : from.Length;
        }
        return text;
    }

    /// <summary>Where a word ends; "1" is no word of "1,200".</summary>
    static bool IsEdge(string text, int at) =>
        at < 0 || at >= text.Length || !char.IsLetterOrDigit(text[at]) && !(text[at] is '.' or ',' && at > 0 && at + 1 < text.Length && char.IsDigit(text[at - 1]) && char.IsDigit(text[at + 1]));
}
