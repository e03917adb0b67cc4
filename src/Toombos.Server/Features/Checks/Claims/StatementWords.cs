using System.Collections.Frozen;
using Toombos.Client.Checks;

namespace Toombos.Server.Features.Checks.Claims;

/// <summary>A word that has an opposite: which pair it is of, and which side.</summary>
readonly record struct Side(int Pair, bool One, ClaimKind Kind);

/// <summary>The words that turn a statement round or make it absolute, and those that say nothing of what it is about; from the embedded lists.</summary>
static class StatementWords
{
    sealed record Opposition(string Kind, string[] One, string[] Other);
    sealed record Lists(
        string[] ClauseWords, string[] Negators, string[] AfterNegatorsThatNegateNothing, string[] Measuring, string[] Small, string[] TimeWords, string[] Passive, string[] NeutralBefore, string[] About, string[] Over,
        string[] Under, string[] Always, string[] Articles, string[] Most, Dictionary<string, string[]> Superlatives, string[] WithoutArticle, string[] NotSuperlativeBefore,
        Dictionary<string, string[]> Adjectives, Opposition[] Opposites);

    static readonly Lists Data = CheckData.Read<Lists>("statements");

    public static FrozenSet<string> ClauseWords { get; } = Set(Data.ClauseWords);
    public static FrozenSet<string> Negators { get; } = Set(Data.Negators);
    public static FrozenSet<string> AfterNegatorsThatNegateNothing { get; } = Set(Data.AfterNegatorsThatNegateNothing);

    /// <summary>Verbs that tell nothing of what is measured (weighs, costs, is): they may be left out of a second clause.</summary>
    public static FrozenSet<string> Measuring { get; } = Set(Data.Measuring);
    public static FrozenSet<string> Small { get; } = Set(Data.Small);

    /// <summary>Adverbs that tell one state of a thing from another: "today it has 112".</summary>
    public static FrozenSet<string> TimeWords { get; } = Set(Data.TimeWords);
    public static FrozenSet<string> Passive { get; } = Set(Data.Passive);

    /// <summary>Words before a name that say nothing of its part in the sentence.</summary>
    public static FrozenSet<string> NeutralBefore { get; } = Set(Data.NeutralBefore);
    public static FrozenSet<string> About { get; } = Set(Data.About);
    public static FrozenSet<string> Over { get; } = Set(Data.Over);
    public static FrozenSet<string> Under { get; } = Set(Data.Under);
    public static FrozenSet<string> Always { get; } = Set(Data.Always);
    public static FrozenSet<string> Articles { get; } = Set(Data.Articles);

    /// <summary>Words that make a superlative of the adjective behind them.</summary>
    public static FrozenSet<string> Most { get; } = Set(Data.Most);
    public static FrozenDictionary<string, string> Superlatives { get; } = ByWord(Data.Superlatives);
    public static FrozenSet<string> WithoutArticle { get; } = Set(Data.WithoutArticle);
    public static FrozenSet<string> NotSuperlativeBefore { get; } = Set(Data.NotSuperlativeBefore);
    public static FrozenDictionary<string, Side> Opposites { get; } = Data.Opposites
        .SelectMany((pair, i) => pair.One.Select(word => (word, side: new Side(i, true, KindOf(pair)))).Concat(pair.Other.Select(word => (word, side: new Side(i, false, KindOf(pair))))))
        .DistinctBy(p => p.word).ToFrozenDictionary(p => p.word, p => p.side, StringComparer.OrdinalIgnoreCase);

    static readonly (string Start, string Rank)[] Adjectives = [.. Data.Adjectives.SelectMany(g => g.Value.Select(start => (start, g.Key)))];
    static readonly string[][] Poles = [["big", "small"], ["old", "young"], ["fast", "slow"], ["light", "heavy"], ["good", "bad"], ["cheap", "dear"], ["long", "short"], ["high", "low"], ["first", "last"], ["always", "never"]];

    public static bool Has(this FrozenSet<string> words, ReadOnlySpan<char> word) => words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    /// <summary>What an adjective is ranked by, one word for all languages; the adjective's own start where it is not listed.</summary>
    public static string RankOf(ReadOnlySpan<char> adjective)
    {
        foreach (var (start, rank) in Adjectives)
            if (adjective.StartsWith(start, StringComparison.OrdinalIgnoreCase)) return rank;
        return Stems.Of(adjective);
    }

    public static string? OppositeOf(string rank) => Poles.FirstOrDefault(p => p.Contains(rank)) is { } pole ? pole[0] == rank ? pole[1] : pole[0] : null;

    static ClaimKind KindOf(Opposition pair) => pair.Kind == "comparison" ? ClaimKind.Comparison : ClaimKind.Negation;

    static FrozenSet<string> Set(string[] words) => words.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    static FrozenDictionary<string, string> ByWord(Dictionary<string, string[]> groups) =>
        groups.SelectMany(g => g.Value.Select(word => (word, g.Key))).ToFrozenDictionary(p => p.word, p => p.Key, StringComparer.OrdinalIgnoreCase);
}
