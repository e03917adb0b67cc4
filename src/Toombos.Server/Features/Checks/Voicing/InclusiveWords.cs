using System.Collections.Frozen;
using Toombos.Server.Features.Checks.Rules;

namespace Toombos.Server.Features.Checks.Voicing;

/// <summary>Words that shut people out, each with a better one.</summary>
static class InclusiveWords
{
    static readonly FrozenDictionary<string, TermList> Lists =
        CheckData.Read<Dictionary<string, Dictionary<string, string>>>("inclusive").ToFrozenDictionary(l => l.Key, l => new TermList(l.Value.Select(t => (t.Key, (string?)t.Value))), StringComparer.Ordinal);

    public static bool Knows(string language) => Lists.ContainsKey(language);

    public static IEnumerable<(string Term, string? Better)> In(VoiceSentence sentence, string language) => Lists.TryGetValue(language, out var list) ? list.In(sentence) : [];
}

/// <summary>Terms to look for, with what to say instead.</summary>
sealed class TermList
{
    readonly TermSet terms;
    readonly Dictionary<string, string?> better = new(StringComparer.Ordinal);

    public TermList(IEnumerable<(string Term, string? Better)> all)
    {
        foreach (var (term, instead) in all) better.TryAdd(term.Trim(), instead?.Trim() is { Length: > 0 } said ? said : null);
        terms = new(better.Keys);
    }

    public IEnumerable<(string Term, string? Better)> In(VoiceSentence sentence) => terms.In(sentence.Placed.Folded).Select(t => (t, better.GetValueOrDefault(t)));
}
