namespace Toombos.Server.Features.Checks.Claims;

/// <summary>Reads numbers written in words, and puts compounds together: twenty-five, dix-huit, quatre-vingts, treinta y cinco, two hundred.</summary>
static class NumberWords
{
    public static int? Read(TokenText at, int i, string? language, out int next)
    {
        next = i + 1;
        if (Lexicon.Number(at[i], language) is not { } value) return null;
        while (at.IsJoined(next))
        {
            var hyphen = !at.Gap(next).Contains(' ');
            if (Lexicon.Number(at[next], language) is { } more && Join(value, more, hyphen) is { } joined)
            {
                (value, next) = (joined, next + 1);
                continue;
            }
            if (value >= 100 && value % 100 == 0 && at[next] is "and" && at.IsJoined(next + 1) && Lexicon.Number(at[next + 1], language) is > 0 and < 100 and var rest)
            {
                (value, next) = (value + rest, next + 2);
                continue;
            }
            if (value is < 20 or > 90 || !(at[next] is "y" or "et") || !at.IsJoined(next + 1) || Lexicon.Number(at[next + 1], language) is not (> 0 and < 10 and var ones)) break;
            (value, next) = (value + ones, next + 2);
        }
        return value;
    }

    static int? Join(int value, int more, bool hyphen) => (value, more) switch
    {
        (> 0 and < 100, 100 or 1000) => value * more,
        (>= 100, > 0 and < 100) when value % 100 == 0 => value + more,
        (4, 20) when hyphen => 80,
        (10, > 6 and < 10) when hyphen => value + more,
        (>= 20 and <= 90, > 0 and < 20) when hyphen && value % 10 == 0 => value + more,
        _ => null,
    };
}
