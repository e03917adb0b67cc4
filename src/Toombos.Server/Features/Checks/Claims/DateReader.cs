using System.Globalization;

namespace Toombos.Server.Features.Checks.Claims;

/// <summary>
/// Reads dates in the orders people write them: 2026-11-02, 2 November 2026, November 2nd, 2026, 2. November, 2 de noviembre de 2026,
/// 1er novembre, 2.11.2026, 2026年11月2日, November 2026, November, Monday. Slashed dates are read day first unless that is impossible.
/// </summary>
sealed class DateReader(TokenText at, string? language)
{
    public bool TryRead(int i, out Fact date, out int next)
    {
        (date, next) = (default, i + 1);
        return at.KindOf(i) == TokenKind.Number
            ? TryDigits(i, ref date) || TryHan(i, ref date, ref next) || TryDayFirst(i, ref date, ref next)
            : TryMonthFirst(i, ref date, ref next) || TryWeekday(i, ref date);
    }

    bool TryDigits(int i, ref Fact date)
    {
        var text = at[i];
        Span<Range> ranges = stackalloc Range[4];
        var separator = text.Contains('-') ? '-' : text.Contains('/') ? '/' : '.';
        var parts = text.Split(ranges, separator);
        if (parts == 2 && separator == '.' && IsGermanDatePlace(i) && Small(text[ranges[0]], out var day) && Small(text[ranges[1]], out var ofMonth) && Day(2024, ofMonth, day, ref date))
        {
            date = new(FactKind.DayOfMonth, ofMonth * 100 + day);
            return true;
        }
        if (parts != 3) return false;
        if (!Small(text[ranges[0]], out var a) || !Small(text[ranges[1]], out var b) || !Small(text[ranges[2]], out var c)) return false;
        var lead = ranges[0].GetOffsetAndLength(text.Length).Length;
        if (lead == 4) return Day(a, b, c, ref date);
        if (ranges[2].GetOffsetAndLength(text.Length).Length != 4) return false;
        return Day(c, b, a, ref date) || (separator == '/' && Day(c, a, b, ref date));
    }

    /// <summary>"ab 3.11. gibt es": behind a preposition and before a point 3.11 is a day.</summary>
    bool IsGermanDatePlace(int i) =>
        language is "de" or null && at.Gap(i + 1).StartsWith(".") && at[i - 1] is "am" or "Am" or "ab" or "Ab" or "bis" or "Bis" or "vom" or "Vom" or "zum" or "seit" or "Seit" or "den" or "dem";

    bool TryDayFirst(int i, ref Fact date, ref int next)
    {
        if (at[i].Length > 2 || !Small(at[i], out var day) || day is < 1 or > 31) return false;
        var j = i + 1;
        if (at.IsOrdinalSuffix(j)) j++;
        if (at.IsSoft(j) && (at.Is(j, "of") || at.Is(j, "de"))) j++;
        if (!at.IsSoft(j) || at.KindOf(j) != TokenKind.Word || Lexicon.Month(at[j], true, language) is not (> 0 and var month) || day > DateTime.DaysInMonth(2024, month)) return false;
        next = j + 1;
        return WithYear(month, day, ref date, ref next);
    }

    bool TryMonthFirst(int i, ref Fact date, ref int next)
    {
        var hasNumber = at.KindOf(i + 1) == TokenKind.Number && at.IsSoft(i + 1) || YearAfter(i + 1, false, out _, out _);
        if (Lexicon.Month(at[i], hasNumber, language) is not (> 0 and var month)) return false;
        if (YearAfter(i + 1, false, out var year, out var after))
        {
            (date, next) = (new(FactKind.MonthOfYear, year * 100 + month), after);
            return true;
        }
        if (hasNumber && at[i + 1].Length <= 2 && Small(at[i + 1], out var day) && day >= 1 && day <= DateTime.DaysInMonth(2024, month))
        {
            next = i + 2;
            if (at.IsOrdinalSuffix(next)) next++;
            return WithYear(month, day, ref date, ref next);
        }
        if (i == 0 && at[i] is "May" or "March") return false;
        date = new(FactKind.Month, month);
        return char.IsUpper(at[i][0]) || Lexicon.Month(at[i], false, language) > 0;
    }

    bool WithYear(int month, int day, ref Fact date, ref int next)
    {
        if (!YearAfter(next, true, out var year, out var after) || !Day(year, month, day, ref date))
        {
            date = new(FactKind.DayOfMonth, month * 100 + day);
            return true;
        }
        next = after;
        return true;
    }

    bool YearAfter(int i, bool comma, out int year, out int next)
    {
        (year, next) = (0, i + 1);
        if (at.IsSoft(i) && (at.Is(i, "de") || at.Is(i, "del") || at.Is(i, "of"))) next = ++i + 1;
        return at.KindOf(i) == TokenKind.Number && at.IsSoft(i, comma) && at[i].Length == 4 && Small(at[i], out year) && year is >= 1800 and < 2200;
    }

    bool TryHan(int i, ref Fact date, ref int next)
    {
        if (!Small(at[i], out var first) || !at.IsTouching(i + 1) || at[i + 1] is not ("年" or "月")) return false;
        if (at[i + 1] is "月") return Han(first, 0, i + 2, ref date, ref next);
        return Small(at[i + 2], out var month) && at.IsTouching(i + 2) && at[i + 3].StartsWith("月") && Han(month, first, i + 4, ref date, ref next);
    }

    static bool HanDay(TokenText at, int i, out int day) => Small(at[i], out day) && at.IsTouching(i) && at[i + 1].StartsWith("日");

    bool Han(int month, int year, int i, ref Fact date, ref int next)
    {
        if (month is < 1 or > 12) return false;
        if (HanDay(at, i, out var day) && Day(year == 0 ? 2024 : year, month, day, ref date))
        {
            next = i + 2;
            if (year == 0) date = new(FactKind.DayOfMonth, month * 100 + day);
            return true;
        }
        (date, next) = (year == 0 ? new(FactKind.Month, month) : new(FactKind.MonthOfYear, year * 100 + month), i);
        return true;
    }

    bool TryWeekday(int i, ref Fact date)
    {
        var word = at[i];
        if (word.Length < 5 || Lexicon.Weekday(word) is not { } day) return false;
        date = new(FactKind.Weekday, day);
        return true;
    }

    static bool Day(int year, int month, int day, ref Fact date)
    {
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new(FactKind.Day, year * 10_000 + month * 100 + day);
        return true;
    }

    static bool Small(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        return text.Length <= 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
