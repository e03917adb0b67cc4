using Toombos.Client.Documents;
using Toombos.Server.Features.Documents.Diffing;

namespace Toombos.Server.Features.Writing.Updating;

/// <summary>Puts the numbers and names that changed in a line of the source into a person's sentence: a proposal, which nobody but a person takes over.</summary>
static class Proposals
{
    /// <summary>Null where nothing of what changed stands in the sentence.</summary>
    public static string? For(string sentence, string before, string after)
    {
        var (text, spans) = (sentence, new WordDiff().Between(before, after));
        for (var i = 0; i + 1 < spans.Count; i++)
        {
            if (spans[i] is not { Kind: SpanKind.Deleted } old || spans[i + 1] is not { Kind: SpanKind.Inserted } now) continue;
            var (from, to) = (old.Text.Trim(), now.Text.Trim());
            if (from.Length > 0 && to.Length > 0 && (from.Any(char.IsDigit) || char.IsUpper(from[0]))) text = Replaced(text, from, to);
        }
        return text == sentence ? null : text;
    }

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
