using System.Text;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Writing.Composing.Shortening;

/// <summary>
/// Makes a sentence shorter by leaving words out, never by cutting into one: asides in brackets or dashes, an adverbial at
/// the beginning, clauses at the end. What is left is a sentence of the source's own words.
/// </summary>
static class SentenceShortener
{
    const int FewestWords = 4;

    /// <summary>A longer run of characters is no sentence; looking for its clauses would only cost time.</summary>
    const int Longest = 2000;

    /// <summary>The longest shorter form that fits, or null when leaving whole clauses out is not enough.</summary>
    public static string? Shorten(string sentence, ClauseWords words, Func<string, bool> fits)
    {
        if (sentence.Length > Longest) return null;
        var current = WithoutAsides(sentence, words);
        if (current.Length < sentence.Length && fits(current)) return current;
        current = WithoutLeading(current, words);
        if (current.Length < sentence.Length && fits(current)) return current;
        while (WithoutTrailing(current, words) is { } shorter)
        {
            current = shorter;
            if (fits(current)) return current;
        }
        return null;
    }

    /// <summary>Leaves out "(…)" and " – … – ".</summary>
    static string WithoutAsides(string text, ClauseWords words)
    {
        if (text.AsSpan().IndexOfAny("(（–—") < 0) return text;
        var kept = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            var end = text[at] is '(' or '（' ? Matching(text, at) : IsDash(text, at) ? NextDash(text, at) : 0;
            if (end > at && at > 0 && IsParted(text, end) && !words.Restricts(text[at..end]))
            {
                while (kept.Length > 0 && kept[^1] == ' ') kept.Length--;
                // Between two words a space remains, before a comma or full stop none.
                if (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == ' ' && end + 1 < text.Length && !char.IsPunctuation(text[end + 1]))) kept.Append(' ');
                at = end;
                while (at < text.Length && text[at] == ' ') at++;
            }
            else kept.Append(text[at++]);
        }
        var result = kept.ToString().Trim();
        return Words.Count(result) >= FewestWords ? result : text;
    }

    /// <summary>A word that touches the aside would grow together with what stands before it.</summary>
    static bool IsParted(string text, int end) =>
        end == text.Length || text[end] == ' ' || char.IsPunctuation(text[end]) && (end + 1 == text.Length || text[end + 1] == ' ') || Script.IsSpaceless(text[end]);

    static int Matching(string text, int open)
    {
        for (var i = open + 1; i < text.Length; i++)
        {
            if (text[i] is '(' or '（') return 0;
            if (text[i] is ')' or '）') return i + 1;
        }
        return 0;
    }

    static bool IsDash(string text, int at) => text[at] is '–' or '—' && at > 0 && text[at - 1] == ' ' && at + 1 < text.Length && text[at + 1] == ' ';

    static int NextDash(string text, int at)
    {
        for (var i = at + 2; i < text.Length; i++)
            if (IsDash(text, i)) return i + 1;
        return 0;
    }

    static string WithoutLeading(string text, ClauseWords words)
    {
        var length = ClauseWords.StartsWithAny(text, words.Leading);
        if (length == 0 || length >= text.Length || text[length] is not (',' or '、' or '，')) return text;
        var rest = text[(length + 1)..].TrimStart();
        return rest.Length == 0 || Words.Count(rest) < FewestWords ? text : char.ToUpperInvariant(rest[0]) + rest[1..];
    }

    /// <summary>Leaves the last clause out that may be; null when there is none.</summary>
    static string? WithoutTrailing(string text, ClauseWords words)
    {
        if (ClauseWords.StartsWithAny(text, words.Opening) > 0) return null;
        var (ending, last) = Ending(text);
        for (var i = last - 2; i > 0; i--)
        {
            if (text[i] is not (',' or ';' or '–' or '—') || text[i + 1] != ' ') continue;
            if (text[i] is '–' or '—' && text[i - 1] != ' ') continue;
            if (text[i] == ',' && ClauseWords.StartsWithAny(text.AsSpan(i + 2), words.Trailing) == 0) continue;
            var rest = text[..i].TrimEnd(' ', ',', ';', '–', '—');
            if (Words.Count(rest) < FewestWords) return null;
            // "…, which X, is Y": the clause is in the middle, and what is behind it belongs to the main clause.
            if (text[i] == ',' && text.IndexOf(", ", i + 2, last - i - 2, StringComparison.Ordinal) >= 0 && ClauseWords.StartsWithAny(text.AsSpan(i + 2), words.Trailing) > 0 && IsRelative(text, i + 2)) continue;
            if (words.Restricts(text[i..last])) return null;
            if (IsBalanced(rest)) return rest + ending;
        }
        return null;
    }

    static bool IsRelative(string text, int at) => text.AsSpan(at).StartsWith("wh", StringComparison.Ordinal);

    /// <summary>The closing mark, and where the words before it end.</summary>
    static (string Mark, int At) Ending(string text)
    {
        var end = text.Length;
        while (end > 0 && (text[end - 1] is '.' or '!' or '?' or '…')) end--;
        return end < text.Length ? (text[end..], end) : ("", end);
    }

    static bool IsBalanced(string text)
    {
        int round = 0, quotes = 0, straight = 0;
        foreach (var c in text)
        {
            round += c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
            quotes += c is '“' or '„' or '«' ? 1 : c is '”' or '»' ? -1 : 0;
            straight += c == '"' ? 1 : 0;
        }
        return round == 0 && straight % 2 == 0 && (quotes == 0 || text.Contains('„', StringComparison.Ordinal));
    }
}
