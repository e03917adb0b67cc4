using System.Globalization;

namespace Toombos.Server.Features.Checks.Claims;

/// <summary>
/// Reads the value of a written number whatever the country: 1,890 = 1.890 = 1 890 = 1890, 19.8 = 19,8.
/// A single point or comma before exactly three digits groups thousands (unless the lead is 0), so 1.890 is never 1.89.
/// </summary>
static class NumberReader
{
    /// <summary>False when it is no plain number: a version, a phone number, or too long to hold.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out decimal value)
    {
        value = 0;
        if (text.Length > 28) return false;
        Span<char> plain = stackalloc char[28];
        Span<int> groups = stackalloc int[28];
        Span<char> separators = stackalloc char[28];
        int length = 0, count = 0, group = 0;
        foreach (var c in text)
        {
            if (char.IsDigit(c))
            {
                plain[length++] = (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c));
                group++;
            }
            else
            {
                groups[count] = group;
                separators[count++] = Tokenizer.IsSpace(c) ? ' ' : Tokenizer.IsApostrophe(c) ? '\'' : c;
                group = 0;
            }
        }
        groups[count] = group;
        if (Decimals(groups[..(count + 1)], separators[..count], plain) is not { } decimals) return false;
        value = decimal.Parse(plain[..length], NumberStyles.None, CultureInfo.InvariantCulture);
        for (var i = 0; i < decimals; i++) value /= 10;
        return true;
    }

    /// <summary>How many of the digits stand behind the decimal mark; null when the separators make no sense.</summary>
    static int? Decimals(ReadOnlySpan<int> groups, ReadOnlySpan<char> separators, ReadOnlySpan<char> digits)
    {
        if (separators.IsEmpty) return 0;
        var last = separators[^1];
        var before = separators[..^1];
        if (before.IsEmpty)
        {
            if (groups[1] == 3 && groups[0] is >= 1 and <= 3 && digits[0] != '0') return 0;
            return last is '.' or ',' ? groups[1] : null;
        }
        if (before.IndexOfAnyExcept(before[0]) >= 0) return null;
        if (last == before[0]) return AreGroups(groups) ? 0 : null;
        return last is '.' or ',' && AreGroups(groups[..^1]) ? groups[^1] : null;
    }

    /// <summary>Groups of three, or Indian ones: three at the end and twos before.</summary>
    static bool AreGroups(ReadOnlySpan<int> groups) =>
        groups[0] is >= 1 and <= 3 && groups[^1] == 3
        && (groups[1..].IndexOfAnyExcept(3) < 0 || (groups[0] <= 2 && groups[1..^1].IndexOfAnyExcept(2) < 0));
}
