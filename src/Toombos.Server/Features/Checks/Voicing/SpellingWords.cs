using System.Collections.Frozen;
using Toombos.Client.Voices;

namespace Toombos.Server.Features.Checks.Voicing;

/// <summary>Words that British and American English spell in two ways.</summary>
static class SpellingWords
{
    /// <param name="BritishOnly">Words whose American spelling is British too, for another thing (a parking meter).</param>
    sealed record SpellingData(Dictionary<string, string> Pairs, Dictionary<string, string> BritishOnly);

    static readonly SpellingData Data = CheckData.Read<SpellingData>("spelling");
    static readonly FrozenDictionary<string, string> British = Data.Pairs.Concat(Data.BritishOnly).ToFrozenDictionary(StringComparer.Ordinal);
    static readonly FrozenDictionary<string, string> American = Data.Pairs.DistinctBy(p => p.Value).ToFrozenDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

    /// <summary>Words that only the given spelling writes so, as written, each with the other spelling. A capital inside a sentence makes a name, which is left alone.</summary>
    public static IEnumerable<(string Written, string Other)> In(VoiceSentence sentence, EnglishSpelling spelling)
    {
        var list = spelling == EnglishSpelling.British ? British : American;
        for (var i = 0; i < sentence.Words.Count; i++)
            if (sentence.Words[i] is var word && !(i > 0 && word.IsCapital) && list.TryGetValue(word.Stem, out var other)) yield return (word.Written, other);
    }
}
