using System.Collections.Frozen;

namespace Toombos.Server.Features.Checks.Voicing;

/// <summary>Lists of words by language, from the embedded files.</summary>
static class WordLists
{
    public static FrozenDictionary<string, FrozenSet<string>> Sets(Dictionary<string, string[]> lists) =>
        lists.ToFrozenDictionary(l => l.Key, l => l.Value.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);
}
