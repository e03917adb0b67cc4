using System.Collections.Frozen;
using System.Globalization;

namespace Toombos.Server.Features.Checks.Claims;

/// <summary>The words that facts are made of: months, weekdays, units, currencies, number words; from the embedded lists.</summary>
static class Lexicon
{
    sealed record CalendarData(Dictionary<string, string[]> Months, Dictionary<string, string[]> MonthsWithCapital, Dictionary<string, string[]> LowerByLanguage, Dictionary<string, string[]> Weekdays);
    sealed record UnitData(Dictionary<string, string[]> Units, Dictionary<string, string[]> Currencies, Dictionary<string, string[]> Multipliers);
    sealed record NameData(string[] NotNames, string[] Connectors, string[] GermanPrepositions, string[] SpeakingVerbs, string[] GermanNounEndings, Dictionary<string, string> Openers);

    sealed record NumberData(Dictionary<string, Dictionary<string, int>> Cardinals, Dictionary<string, Dictionary<string, int>> Ordinals, Dictionary<string, int> Clock, Dictionary<string, int> Shares);

    const string AnyLanguage = "";
    static readonly (string Ending, int Factor)[] GermanScales = [("hundert", 100), ("tausend", 1000)];

    static readonly CalendarData Calendar = CheckData.Read<CalendarData>("calendar");
    static readonly UnitData Measures = CheckData.Read<UnitData>("units");
    static readonly NameData Names = CheckData.Read<NameData>("names");
    static readonly NumberData NumberWords = CheckData.Read<NumberData>("numbers");

    static readonly FrozenDictionary<string, int> Months = Numbered(Calendar.Months);
    static readonly FrozenDictionary<string, int> MonthsWithCapital = Numbered(Calendar.MonthsWithCapital);
    static readonly FrozenDictionary<string, int> Weekdays = Numbered(Calendar.Weekdays);
    static readonly FrozenDictionary<string, string> Units = Inverted(Measures.Units);
    static readonly FrozenDictionary<string, string> Currencies = Inverted(Measures.Currencies);
    static readonly FrozenDictionary<string, decimal> Multipliers =
        Inverted(Measures.Multipliers).ToFrozenDictionary(p => p.Key, p => decimal.Parse(p.Value, CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase);
    static readonly FrozenDictionary<string, FrozenDictionary<string, int>> Cardinals = ByLanguage(NumberWords.Cardinals);
    static readonly FrozenDictionary<string, FrozenDictionary<string, int>> Ordinals = ByLanguage(NumberWords.Ordinals);
    static readonly FrozenDictionary<string, int> ClockWords = NumberWords.Clock.ToFrozenDictionary(StringComparer.Ordinal);
    static readonly FrozenDictionary<string, int> Shares = NumberWords.Shares.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    static readonly FrozenDictionary<string, FrozenSet<string>> Openers =
        Names.Openers.ToFrozenDictionary(p => p.Key, p => p.Value.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase));

    public static FrozenSet<string> NotNames { get; } = Names.NotNames.ToFrozenSet(StringComparer.Ordinal);
    public static FrozenSet<string> Connectors { get; } = Names.Connectors.ToFrozenSet(StringComparer.Ordinal);
    public static FrozenSet<string> GermanPrepositions { get; } = Names.GermanPrepositions.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static FrozenSet<string> SpeakingVerbs { get; } = Names.SpeakingVerbs.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool EndsLikeGermanNoun(ReadOnlySpan<char> word)
    {
        foreach (var ending in Names.GermanNounEndings)
            if (word.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>Words that open ordinary sentences, so that their capital says nothing.</summary>
    public static bool IsOpener(string language, ReadOnlySpan<char> word) =>
        Openers.TryGetValue(language, out var words) && words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    /// <summary>A month, or 0. Words that mean something else in lower case (may, march) need a capital, or a day or year beside them.</summary>
    public static int Month(ReadOnlySpan<char> word, bool besideNumber, string? language)
    {
        if (Months.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var month)) return month;
        if (!MonthsWithCapital.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out month)) return 0;
        if (besideNumber) return month;
        if (char.IsUpper(word[0]) && word.Length > 3 - (word is "May" or "Mai" ? 1 : 0)) return month;
        return language is not null && Calendar.LowerByLanguage.TryGetValue(language, out var lower) && Contains(lower, word) ? month : 0;
    }

    static bool Contains(string[] words, ReadOnlySpan<char> word)
    {
        foreach (var candidate in words)
            if (word.Equals(candidate, StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>0 Sunday … 6 Saturday, or null.</summary>
    public static int? Weekday(ReadOnlySpan<char> word)
    {
        var lookup = Weekdays.GetAlternateLookup<ReadOnlySpan<char>>();
        return lookup.TryGetValue(word, out var day) || (word.EndsWith("s") && lookup.TryGetValue(word[..^1], out day)) ? day : null;
    }

    public static string? Unit(ReadOnlySpan<char> word) => Units.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var unit) ? unit : null;

    public static string? Currency(ReadOnlySpan<char> word) => Currencies.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var code) ? code : null;

    public static decimal? Multiplier(ReadOnlySpan<char> word) => Multipliers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var factor) ? factor : null;

    /// <summary>Noon and midnight as hours and minutes: 1200, 0.</summary>
    public static int? Clock(ReadOnlySpan<char> word) => ClockWords.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var time) ? time : null;

    /// <summary>Half, a quarter, in per cent.</summary>
    public static int? Share(ReadOnlySpan<char> word) => Shares.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var share) ? share : null;

    /// <summary>The value of a number word; fünfundzwanzig is one word; compounds of several are put together elsewhere.</summary>
    public static int? Number(ReadOnlySpan<char> word, string? language)
    {
        if (!Cardinals.TryGetValue(language ?? AnyLanguage, out var words)) return null;
        var lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(word, out var value)) return value;
        foreach (var (ending, factor) in GermanScales)
            if (word.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && lookup.TryGetValue(word[..^ending.Length], out var times) && times is > 0 and < 100) return times * factor;
        var und = word.IndexOf("und", StringComparison.OrdinalIgnoreCase);
        return und > 0 && lookup.TryGetValue(word[..und], out var ones) && lookup.TryGetValue(word[(und + 3)..], out var tens) && ones < 10 && tens is >= 20 and <= 90
            ? tens + ones
            : null;
    }

    public static int? Ordinal(ReadOnlySpan<char> word, string? language) =>
        Ordinals.TryGetValue(language ?? AnyLanguage, out var words) && words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var value) ? value : null;

    static FrozenDictionary<string, FrozenDictionary<string, int>> ByLanguage(Dictionary<string, Dictionary<string, int>> words) =>
        words.Append(new(AnyLanguage, words.Values.SelectMany(w => w).DistinctBy(p => p.Key).ToDictionary()))
            .ToFrozenDictionary(p => p.Key, p => p.Value.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));

    static FrozenDictionary<string, int> Numbered(Dictionary<string, string[]> groups) =>
        Inverted(groups).ToFrozenDictionary(p => p.Key, p => int.Parse(p.Value, CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase);

    static FrozenDictionary<string, string> Inverted(Dictionary<string, string[]> groups) =>
        groups.SelectMany(g => g.Value.Select(word => (word, g.Key))).DistinctBy(p => p.word, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(p => p.word, p => p.Key, StringComparer.OrdinalIgnoreCase);
}
