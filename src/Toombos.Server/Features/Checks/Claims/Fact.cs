using System.Globalization;
using Toombos.Client.Checks;

namespace Toombos.Server.Features.Checks.Claims;

/// <summary>What two spellings of one fact have in common.</summary>
enum FactKind { Number, Ordinal, Money, Day, DayOfMonth, MonthOfYear, Month, Weekday, Time, Literal, YearlessDay, YearlessMonth }

/// <summary>A fact by meaning: equal for every spelling of it. <paramref name="Text"/> is the unit, the currency or the literal itself.</summary>
readonly record struct Fact(FactKind Kind, decimal Value, string Text = "");

/// <summary>How the words before a number loosen it: about 20, over 20, nearly 20.</summary>
enum Rounding { None, About, Over, Under }

/// <summary>A fact where it stands in a text.</summary>
sealed record FoundFact
{
    public required ClaimKind Kind { get; init; }
    public required int Start { get; init; }
    public required int End { get; init; }
    public required Fact Fact { get; init; }

    /// <summary>Units found further on in the text, past a word or two: "six working days".</summary>
    public IReadOnlyList<string> FurtherUnits { get; init; } = [];

    /// <summary>Written in digits: "3." may be the third, which "three" may not.</summary>
    public bool InDigits { get; init; }

    /// <summary>False for words that are numbers only at times ("one"): they are evidence, but claim nothing.</summary>
    public bool Claims { get; init; } = true;

    public Rounding Rounding { get; init; }

    /// <summary>
    /// Whether a rounded number is a fair way to put an exact one: rounder, and within 5 %; "over" and "nearly" on their side only, within 10 %.
    /// </summary>
    public bool MayStandFor(Fact exact)
    {
        if (exact.Kind != Fact.Kind || exact.Text != Fact.Text || Digits(Fact.Value) >= Digits(exact.Value)) return false;
        var above = exact.Value - Fact.Value;
        return Rounding switch
        {
            Rounding.About => Math.Abs(above) <= Fact.Value / 20,
            Rounding.Over => above >= 0 && above <= Fact.Value / 10,
            Rounding.Under => above <= 0 && -above <= Fact.Value / 10,
            _ => false,
        };
    }

    /// <summary>Significant digits: 20 has one, 19.8 three.</summary>
    static int Digits(decimal value) => Math.Abs(value).ToString("0.############", CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal).Trim('0').Length;

    /// <summary>Every reading that this fact, as evidence, gives support to.</summary>
    public IEnumerable<Fact> Supports()
    {
        yield return Fact;
        var value = (int)(Fact.Value % 100_000_000);
        switch (Fact.Kind)
        {
            case FactKind.Number:
                if (Fact.Text.Length > 0) yield return Fact with { Text = "" };
                else if (InDigits) yield return new(FactKind.Ordinal, Fact.Value);
                if (Fact.Text is "°C" or "°F") yield return Fact with { Text = "°" };
                foreach (var unit in FurtherUnits) yield return Fact with { Text = unit };
                break;
            case FactKind.Ordinal:
                yield return new(FactKind.Number, Fact.Value);
                break;
            case FactKind.Money:
                yield return new(FactKind.Number, Fact.Value);
                break;
            case FactKind.Day:
                yield return new(FactKind.DayOfMonth, value % 10_000);
                yield return new(FactKind.MonthOfYear, value / 100);
                yield return new(FactKind.Month, value / 100 % 100);
                yield return new(FactKind.Number, value / 10_000);
                yield return new(FactKind.Number, value % 100);
                yield return new(FactKind.Weekday, (int)new DateOnly(value / 10_000, value / 100 % 100, value % 100).DayOfWeek);
                break;
            case FactKind.DayOfMonth:
                yield return new(FactKind.YearlessDay, value);
                yield return new(FactKind.Month, value / 100);
                yield return new(FactKind.Number, value % 100);
                break;
            case FactKind.MonthOfYear:
                yield return new(FactKind.Month, value % 100);
                yield return new(FactKind.Number, value / 100);
                break;
            case FactKind.Month:
                yield return new(FactKind.YearlessMonth, value);
                break;
            case FactKind.Time:
                yield return new(FactKind.Number, value / 100, value % 100 == 0 ? "h" : "");
                yield return new(FactKind.Number, value / 100);
                break;
        }
    }
}
