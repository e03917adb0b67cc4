using System.Globalization;

namespace Toombos.Server.Features.Checks.Claims;

/// <summary>What a run of characters is to somebody who looks for facts.</summary>
enum TokenKind { Word, Number, Address, Tag }

/// <summary>A run of a text. What stands between two tokens (spaces, punctuation) is read from the text itself.</summary>
readonly record struct Token(TokenKind Kind, int Start, int End)
{
    public ReadOnlySpan<char> In(string text) => text.AsSpan(Start, End - Start);
}

/// <summary>
/// Cuts a text into words, numbers, addresses and tags in one pass. It differs from word segmentation in what facts need:
/// a number keeps its separators, a hyphen always parts words, and an elided article (d'Orust) stands alone.
/// </summary>
static class Tokenizer
{
    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>(text.Length / 6 + 4);
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            var end = i + 1;
            var kind = TokenKind.Word;
            if (char.IsDigit(c)) (kind, end) = (TokenKind.Number, EndOfNumber(text, i));
            else if (IsLetter(text, i)) (kind, end) = Word(text, i);
            else if (c is '#' or '@' && i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1])) (kind, end) = (TokenKind.Tag, EndOfTag(text, i + 1));
            else { i++; continue; }
            tokens.Add(new(kind, i, end));
            i = end;
        }
        return tokens;
    }

    static bool IsLetter(string text, int i) => char.IsLetter(text[i]) || (char.IsHighSurrogate(text[i]) && char.IsLetter(text, i));

    static (TokenKind, int) Word(string text, int start)
    {
        if (StartsAddress(text, start)) return (TokenKind.Address, EndOfAddress(text, start));
        if (text[start] is 'v' or 'V' && start + 1 < text.Length && char.IsDigit(text[start + 1])) return (TokenKind.Word, start + 1);
        var i = start;
        while (i < text.Length && (IsWordChar(text, i) || Continues(text, start, i))) i += char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
        if (i < text.Length && i + 1 < text.Length && i - start >= 2 && IsDomainDot(text, i)) return (TokenKind.Address, EndOfAddress(text, i));
        if (i < text.Length && i - start <= 2 && IsApostrophe(text[i]) && i + 2 < text.Length && char.IsLetter(text[i + 1]) && char.IsLetter(text[i + 2])) i++;
        return (TokenKind.Word, i);
    }

    static bool IsWordChar(string text, int i) =>
        IsLetter(text, i)
        || char.GetUnicodeCategory(text[i]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        || (char.IsDigit(text[i]) && i > 0 && text[i - 1] < '\u2e80');

    /// <summary>An apostrophe inside a word: Tidewater's, rock'n'roll; not one after an elided article.</summary>
    static bool Continues(string text, int start, int i) =>
        IsApostrophe(text[i]) && i > start && i + 1 < text.Length && char.IsLetter(text[i + 1])
        && (i - start > 2 || i + 2 >= text.Length || !char.IsLetter(text[i + 2]));

    public static bool IsApostrophe(char c) => c is '\'' or '\u2019';

    static bool IsDomainDot(string text, int i) =>
        (text[i] == '@' && char.IsLetter(text[i + 1]))
        || (text[i] == '.' && char.IsAsciiLetterLower(text[i + 1]) && i + 2 < text.Length && char.IsAsciiLetterLower(text[i + 2]));

    static bool StartsAddress(string text, int i) =>
        text[i] is 'h' or 'H' or 'w' or 'W' or 'm'
        && (At(text, i, "http://") || At(text, i, "https://") || At(text, i, "www.") || At(text, i, "mailto:"));

    static bool At(string text, int i, string value) => text.AsSpan(i).StartsWith(value, StringComparison.OrdinalIgnoreCase);

    static int EndOfAddress(string text, int i)
    {
        while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] is not ('<' or '>' or '"' or '»' or '”')) i++;
        while (text[i - 1] is '.' or ',' or ';' or ':' or '!' or '?' or ')' or ']' or '\'' or '…') i--;
        return i;
    }

    static int EndOfTag(string text, int i)
    {
        while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '_' or '.' && i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1]))) i++;
        return i;
    }

    static int EndOfNumber(string text, int start)
    {
        if (IsIsoDate(text, start)) return start + 10;
        var i = Digits(text, start);
        var spaced = i - start <= 3;
        while (i + 1 < text.Length)
        {
            var next = Digits(text, i + 1);
            if (next == i + 1) break;
            if (text[i] is '.' or ',' or ':' or '/' || IsApostrophe(text[i])) spaced = false;
            else if (!(spaced && IsSpace(text[i]) && next - i == 4)) break;
            i = next;
        }
        return i;
    }

    /// <summary>Spaces that people put between groups of three digits.</summary>
    public static bool IsSpace(char c) => c is ' ' or '\u00a0' or '\u202f' or '\u2009' or '\u2007';

    static int Digits(string text, int i)
    {
        while (i < text.Length && char.IsDigit(text[i])) i++;
        return i;
    }

    static bool IsIsoDate(string text, int i) =>
        i + 10 <= text.Length && text[i + 4] == '-' && text[i + 7] == '-'
        && Digits(text, i) == i + 4 && Digits(text, i + 5) == i + 7 && Digits(text, i + 8) == i + 10;
}
