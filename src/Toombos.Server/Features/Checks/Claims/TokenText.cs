using System.Globalization;

namespace Toombos.Server.Features.Checks.Claims;

/// <summary>A text with its tokens, and the small questions about neighbours that fact finding asks.</summary>
sealed class TokenText(string text, IReadOnlyList<Token> tokens)
{
    public int Count => tokens.Count;

    public ReadOnlySpan<char> this[int i] => i >= 0 && i < tokens.Count ? tokens[i].In(text) : default;

    public TokenKind? KindOf(int i) => i >= 0 && i < tokens.Count ? tokens[i].Kind : null;

    public bool Is(int i, string word) => this[i].Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>What stands between a token and the one before it.</summary>
    public ReadOnlySpan<char> Gap(int i) =>
        i <= 0 || i >= tokens.Count ? default : text.AsSpan(tokens[i - 1].End, tokens[i].Start - tokens[i - 1].End);

    public bool IsJoined(int i) => i > 0 && i < tokens.Count && Gap(i) is "" or " " or "-" or "\u00a0" or "\u202f" or "\u2009" or "‑";

    public bool IsTouching(int i) => i > 0 && i < tokens.Count && tokens[i].Start == tokens[i - 1].End;

    public bool IsHyphen(int i, int next) => next < tokens.Count && next == i + 1 && Gap(next) is "-" or "‑";

    /// <summary>Day and month, month and year: spaces, points, hyphens, and a comma where one may stand.</summary>
    public bool IsSoft(int i, bool comma = false) =>
        i > 0 && i < tokens.Count && IsSoft(Gap(i).Trim(" \u00a0\u202f.-"), comma);

    static bool IsSoft(ReadOnlySpan<char> rest, bool comma) => rest.IsEmpty || (comma && rest is ",");

    public bool IsOrdinalSuffix(int i) => IsTouching(i) && this[i] is "st" or "nd" or "rd" or "th" or "er" or "re" or "e" or "ème" or "ª" or "º" or "ʳ";

    /// <summary>am, pm, a.m., p.m. at a token.</summary>
    public bool Meridiem(int i, out bool afternoon, out int next)
    {
        (afternoon, next) = (false, i + 1);
        if (i >= tokens.Count || !IsJoined(i)) return false;
        if (Is(i, "am") || Is(i, "pm")) { afternoon = this[i][0] is 'p' or 'P'; return true; }
        if (!(Is(i, "a") || Is(i, "p")) || !Is(i + 1, "m") || Gap(i + 1) is not ".") return false;
        (afternoon, next) = (this[i][0] is 'p' or 'P', i + 2);
        return true;
    }

    /// <summary>14h30 and 14 h 30.</summary>
    public bool MinutesAfterH(int i, out int minutes, out int next)
    {
        (minutes, next) = (0, i + 1);
        if (!IsJoined(i)) return false;
        var word = this[i];
        if (word.Length == 3 && word[0] is 'h' or 'H') word = word[1..];
        else if (Is(i, "h") && KindOf(i + 1) == TokenKind.Number && IsJoined(i + 1))
        {
            word = this[i + 1];
            next = i + 2;
        }
        else return false;
        return word.Length == 2 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out minutes) && minutes < 60;
    }

    public decimal? FractionAfter(int i)
    {
        var end = tokens[i].End;
        if (end >= text.Length || char.GetUnicodeCategory(text[end]) != UnicodeCategory.OtherNumber) return null;
        var value = CharUnicodeInfo.GetNumericValue(text[end]);
        return value is > 0 and < 1 ? (decimal)value : null;
    }

    /// <summary>€1,890 · € 1,890 · EUR 1,890.</summary>
    public string? CurrencyBefore(int i, ref int start)
    {
        var before = start - 1;
        if (before >= 0 && Tokenizer.IsSpace(text[before])) before--;
        if (before >= 0 && char.GetUnicodeCategory(text[before]) == UnicodeCategory.CurrencySymbol && Lexicon.Currency(text.AsSpan(before, 1)) is { } symbol
            && (before == start - 1 || before == 0 || !char.IsDigit(text[before - 1])))
        {
            start = before;
            return symbol;
        }
        var word = this[i - 1];
        if (i == 0 || !IsJoined(i) || word.Length > 3 || (!IsUpper(word) && word is not "kr") || Lexicon.Currency(word) is not { } code) return null;
        if (KindOf(i - 2) == TokenKind.Number && IsJoined(i - 1)) return null;
        start = tokens[i - 1].Start;
        return code;
    }

    static bool IsUpper(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
            if (!char.IsUpper(c)) return false;
        return true;
    }

    /// <summary>1,890 € · 1,890 euros · 1,890 EUR.</summary>
    public string? CurrencyAfter(ref int next, ref int end)
    {
        var after = end;
        if (after < text.Length && Tokenizer.IsSpace(text[after])) after++;
        if (after < text.Length && char.GetUnicodeCategory(text[after]) == UnicodeCategory.CurrencySymbol && Lexicon.Currency(text.AsSpan(after, 1)) is { } symbol
            && !(after > end && after + 1 < text.Length && char.IsDigit(text[after + 1])))
        {
            end = after + 1;
            return symbol;
        }
        var word = IsJoined(next) && (this[next] is "de" or "d'" or "d’") ? next + 1 : next;
        if (!IsJoined(next) || !IsJoined(word) || KindOf(word) != TokenKind.Word || Lexicon.Currency(this[word]) is not { } code) return null;
        end = tokens[word].End;
        next = word + 1;
        return code;
    }

    public decimal? MultiplierAt(int i, bool money)
    {
        if (!IsJoined(i) || KindOf(i) != TokenKind.Word) return null;
        var word = this[i];
        if (word.Length == 1 && !(IsTouching(i) && (money || word is "k" or "K"))) return null;
        return Lexicon.Multiplier(word);
    }

    public bool IsNegative(int start) =>
        start > 0 && (text[start - 1] == '−' || (text[start - 1] == '-' && (start == 1 || char.IsWhiteSpace(text[start - 2]) || text[start - 2] == '(')));

    /// <summary>%, per cent, °C, °F, °.</summary>
    public string? SignUnit(ref int next, ref int end)
    {
        var after = end;
        if (after < text.Length && Tokenizer.IsSpace(text[after])) after++;
        if (after < text.Length && text[after] is '%' or '‰' or '°' or '℃')
        {
            var sign = text[after].ToString();
            end = after + 1;
            if (sign == "℃") return "°C";
            if (sign != "°" || next >= tokens.Count || tokens[next].Start > end + 1 || this[next] is not ("C" or "F")) return sign;
            end = tokens[next].End;
            return "°" + this[next++].ToString();
        }
        if (!IsJoined(next) || !((Is(next, "per") || Is(next, "pour") || Is(next, "por")) && IsJoined(next + 1))) return null;
        if (!(Is(next + 1, "cent") || Is(next + 1, "ciento") || Is(next + 1, "cento"))) return null;
        end = tokens[next + 1].End;
        next += 2;
        return "%";
    }

    /// <summary>A unit at a token; single letters count only right behind the number. Speeds (km/h) are one unit.</summary>
    public string? UnitAt(int i, bool direct)
    {
        var word = this[i];
        if (word.Length == 1 && (!direct || !(char.IsLower(word[0]) || word is "W"))) return null;
        if (word.Length == 1 && word is "a" or "d" or "s" or "t" && !IsTouching(i) && word is not ("s" or "t")) return null;
        if (Lexicon.Unit(word) is not { } unit) return null;
        if (unit == "°" && i + 1 < tokens.Count && IsJoined(i + 1) && Lexicon.Unit(this[i + 1]) is "°C" or "°F") return Lexicon.Unit(this[i + 1]);
        return i + 1 < tokens.Count && Gap(i + 1) is "/" && Lexicon.Unit(this[i + 1]) is { } per ? unit + "/" + per : unit;
    }
}
