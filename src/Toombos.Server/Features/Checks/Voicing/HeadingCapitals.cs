using System.Collections.Frozen;
using Toombos.Client.Voices;

namespace Toombos.Server.Features.Checks.Voicing;

/// <summary>Counts the words of an English heading by which its case shows: longer ones after the first that are neither names nor abbreviations.</summary>
static class HeadingCapitals
{
    const int Shortest = 4;
    static readonly FrozenSet<string> Neutral = FrozenSet.ToFrozenSet(["from", "with", "into", "over", "than", "that", "this", "upon", "onto", "when", "your", "what", "about", "after", "before", "between", "without"], StringComparer.Ordinal);

    public static (int Capital, int Small) Of(VoiceSentence heading, IReadOnlySet<string> names)
    {
        int capital = 0, small = 0;
        foreach (var word in heading.Words.Skip(1))
        {
            if (word.Stem.Length < Shortest || !word.Stem.All(char.IsLetter) || Neutral.Contains(word.Stem) || names.Contains(word.Stem) || word.Written.Skip(1).Any(char.IsUpper)) continue;
            if (word.IsCapital) capital++;
            else small++;
        }
        return (capital, small);
    }

    /// <summary>The case that a heading is in, where it shows.</summary>
    public static HeadingCase? CaseOf((int Capital, int Small) words) =>
        words.Capital + words.Small < 2 ? null : words.Small == 0 ? HeadingCase.Title : words.Capital <= words.Small ? HeadingCase.Sentence : null;

    /// <summary>One word with a capital may well be a name.</summary>
    public static bool Is(HeadingCase wanted, (int Capital, int Small) words) =>
        wanted == HeadingCase.Title ? words.Small == 0 : words.Capital < 2 || words.Capital <= words.Small;
}
