using System.Collections.Frozen;
using Toombos.Server.Features.Checks.Claims;

namespace Toombos.Server.Features.Checks.Voicing;

/// <summary>English contractions with their long forms.</summary>
static class ContractionWords
{
    sealed record ContractionData(Dictionary<string, string> Contractions);

    static readonly FrozenDictionary<string, string> Long = CheckData.Read<ContractionData>("contractions").Contractions.ToFrozenDictionary(StringComparer.Ordinal);
    static readonly string[] LongForms = [.. Long.Where(l => l.Key.Contains('\'')).Select(l => Folding.Fold(l.Value)).Distinct(StringComparer.Ordinal)];

    /// <summary>As written, with the long form.</summary>
    public static IEnumerable<(string Written, string Long)> In(VoiceSentence sentence) =>
        from word in sentence.Words where Long.ContainsKey(word.Folded) select (word.Written, Long[word.Folded]);

    /// <summary>Whether something is said in full that could be contracted.</summary>
    public static bool IsInFull(VoiceSentence sentence) => LongForms.Any(l => Folding.ContainsWhole(sentence.Placed.Folded.Text, l));
}
