using System.Globalization;
using Toombos.Client.Checks;

namespace Toombos.Server.Features.Checks.Claims;

/// <summary>
/// Finds the numbers, amounts, dates and times of a text by meaning. With a language it reads claims: strictly, with that
/// language's number words; without one it reads evidence: generously, so that every fair spelling of a fact is supported.
/// </summary>
sealed class FactScanner(string text, IReadOnlyList<Token> tokens, string? language)
{
    const string RangeSigns = "-–—‑ \u00a0";
    static readonly string[] RangeWords = ["to", "bis", "à", "a", "até"];
    static readonly string[] ListWords = ["and", "or", "und", "oder", "et", "ou", "y", "o"];

    readonly TokenText at = new(text, tokens);
    readonly List<FoundFact> found = [];

    public static List<FoundFact> Read(string text, IReadOnlyList<Token> tokens, string? language) => new FactScanner(text, tokens, language).Read();

    List<FoundFact> Read()
    {
        var dates = new DateReader(at, language);
        for (var i = 0; i < tokens.Count;)
        {
            if (tokens[i].Kind is TokenKind.Address or TokenKind.Tag) { i++; continue; }
            if (dates.TryRead(i, out var date, out var next)) Add(ClaimKind.Date, date, i, next);
            else if (TryTime(i, out var time, out next)) Add(ClaimKind.Date, time, i, next);
            else if (!TryNumber(i, out next)) next = i + 1;
            i = next;
        }
        InheritAcrossRanges();
        return found;
    }

    void Add(ClaimKind kind, Fact fact, int from, int next) =>
        found.Add(new() { Kind = kind, Fact = fact, Start = tokens[from].Start, End = tokens[next - 1].End });

    bool TryTime(int i, out Fact time, out int next)
    {
        (time, next) = (default, i + 1);
        if (Lexicon.Clock(at[i]) is { } clockWord && !at.Is(i - 1, "après") && !at.Is(i - 1, "pasado"))
        {
            time = new(FactKind.Time, clockWord);
            return true;
        }
        if (tokens[i].Kind != TokenKind.Number) return false;
        var parts = at[i].ToString().Split(':', '.');
        if (parts.Length > 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hour) || hour > 24) return false;
        var minute = 0;
        if (parts.Length == 2 && (parts[1].Length != 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out minute) || minute > 59)) return false;
        var clock = parts.Length == 2 && at[i].Contains(':');
        if (hour is >= 1 and <= 12 && at.Meridiem(next, out var afternoon, out var after) && (language != "de" || clock))
            (hour, next, clock) = (hour % 12 + (afternoon ? 12 : 0), after, true);
        else if (at.Is(next, "Uhr") || (clock && at.Is(next, "h"))) (next, clock) = (next + 1, true);
        else if (parts.Length == 1 && at.MinutesAfterH(next, out var minutes, out after)) (minute, next, clock) = (minutes, after, true);
        time = new(FactKind.Time, hour * 100 + minute);
        return clock;
    }

    bool TryNumber(int i, out int next)
    {
        next = i + 1;
        decimal value;
        var claims = true;
        if (tokens[i].Kind == TokenKind.Number)
        {
            if (!NumberReader.TryRead(at[i], out value))
            {
                Add(ClaimKind.Number, new(FactKind.Literal, 0, at[i].ToString()), i, next);
                return true;
            }
            if (at.IsOrdinalSuffix(next))
            {
                Add(ClaimKind.Number, new(FactKind.Ordinal, value), i, ++next);
                return true;
            }
        }
        else if (language is null && Lexicon.Share(at[i]) is { } share)
        {
            found.Add(new() { Kind = ClaimKind.Number, Fact = new(FactKind.Number, share, "%"), Start = tokens[i].Start, End = tokens[i].End });
            return true;
        }
        else if (!IsFraction(i) && Lexicon.Ordinal(at[i], language) is { } rank)
        {
            found.Add(new() { Kind = ClaimKind.Number, Fact = new(FactKind.Ordinal, rank), Start = tokens[i].Start, End = tokens[i].End, Claims = !(i == 0 && rank == 2) });
            return true;
        }
        else if (NumberWords.Read(at, i, language, out next) is { } words)
        {
            value = words;
            claims = words != 1;
        }
        else return false;

        var start = tokens[i].Start;
        if (at.FractionAfter(next - 1) is { } fraction) value += fraction;
        var currency = at.CurrencyBefore(i, ref start);
        if (at.MultiplierAt(next, currency is not null) is { } factor) (value, next) = (Scaled(value, factor), next + 1);
        if (currency is null && at.IsNegative(start)) (value, start) = (-value, start - 1);
        var end = tokens[next - 1].End;
        currency ??= at.CurrencyAfter(ref next, ref end);
        var fact = currency is not null
            ? new() { Kind = ClaimKind.Money, Fact = new(FactKind.Money, value, currency), Start = start, End = end }
            : Measured(value, i, ref next, start, end, claims);
        found.Add(language is null ? fact : fact with { Rounding = RoundingBefore(i) });
        return true;
    }

    /// <summary>"A fifth of the hives" is a share, not a place in a row.</summary>
    bool IsFraction(int i) => at[i - 1] is "a" or "A" or "one" or "One" && at[i + 1] is "of";

    Rounding RoundingBefore(int i)
    {
        var word = at[i - 1] is "of" or "de" or "than" or "als" or "a" ? at[i - 2] : at[i - 1];
        return StatementWords.About.Has(word) ? Rounding.About : StatementWords.Over.Has(word) ? Rounding.Over : StatementWords.Under.Has(word) ? Rounding.Under : Rounding.None;
    }

    static decimal Scaled(decimal value, decimal factor) => Math.Abs(value) < 1_000_000_000 ? value * factor : value;

    FoundFact Measured(decimal value, int i, ref int next, int start, int end, bool claims)
    {
        if (at.SignUnit(ref next, ref end) is { } sign) return new() { Kind = ClaimKind.Number, Fact = new(FactKind.Number, value, sign), Start = start, End = end };
        var unit = "";
        List<string>? further = null;
        var reach = language is null ? 3 : 1;
        for (var j = next; j < tokens.Count && j - next <= reach && at.IsJoined(j); j++)
        {
            if (tokens[j].Kind != TokenKind.Word || (j > next && Lexicon.Number(at[j], language) is not null)) break;
            if (at.UnitAt(j, j == next) is not { } name) continue;
            if (language is null && j > next) (further ??= []).Add(name);
            else
            {
                (unit, end) = (name, tokens[j].End);
                if (j == next) { next++; claims = true; }
                break;
            }
        }
        var isYear = unit.Length == 0 && value is >= 1900 and < 2200 && tokens[i].Kind == TokenKind.Number && at[i].Length == 4;
        return new()
        {
            Kind = isYear ? ClaimKind.Date : ClaimKind.Number, Fact = new(FactKind.Number, value, unit), Start = start, End = end,
            FurtherUnits = further ?? (IReadOnlyList<string>)[], Claims = claims, InDigits = tokens[i].Kind == TokenKind.Number,
        };
    }

    /// <summary>"four to six days": the first number has the unit of the second.</summary>
    void InheritAcrossRanges()
    {
        for (var k = found.Count - 2; k >= 0; k--)
        {
            var (fact, next) = (found[k], found[k + 1]);
            if (fact.Fact is not { Kind: FactKind.Number, Text: "" } || next.Fact.Kind is not (FactKind.Number or FactKind.Money or FactKind.Time)) continue;
            if (next.Fact is { Kind: not FactKind.Time, Text: "" } && next.FurtherUnits.Count == 0) continue;
            var between = text.AsSpan(fact.End, Math.Max(0, next.Start - fact.End)).Trim(RangeSigns);
            if (!(between.IsEmpty && next.Start > fact.End) && !IsOneOf(between, RangeWords) && !(language is null && IsOneOf(between, ListWords))) continue;
            if (next.Fact.Kind == FactKind.Time) { InheritClock(k, fact, next.Fact.Value); continue; }
            found[k] = language is null
                ? fact with { FurtherUnits = [.. next.FurtherUnits, .. next.Fact.Kind == FactKind.Number && next.Fact.Text.Length > 0 ? [next.Fact.Text] : Array.Empty<string>()] }
                : fact with { Fact = next.Fact with { Value = fact.Fact.Value }, Kind = next.Kind };
            if (language is null && next.Fact.Kind == FactKind.Money) found.Add(fact with { Kind = ClaimKind.Money, Fact = next.Fact with { Value = fact.Fact.Value } });
        }
    }

    /// <summary>"11 bis 18 Uhr", "2 to 4 pm": an hour in the same half of the day, where that is before the end.</summary>
    void InheritClock(int k, FoundFact fact, decimal end)
    {
        if (fact.Fact.Value is < 0 or > 24 || fact.Fact.Value % 1 != 0) return;
        var time = fact with { Kind = ClaimKind.Date, Fact = new(FactKind.Time, fact.Fact.Value * 100) };
        var later = time with { Fact = new(FactKind.Time, (fact.Fact.Value + 12) * 100) };
        var isLater = fact.Fact.Value < 12 && later.Fact.Value < end;
        if (language is not null) { found[k] = isLater ? later : time; return; }
        found.Add(time);
        if (isLater) found.Add(later);
    }

    static bool IsOneOf(ReadOnlySpan<char> word, string[] words)
    {
        foreach (var candidate in words)
            if (word.Equals(candidate, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
