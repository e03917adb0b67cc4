using System.Buffers;
using System.Globalization;

namespace Toombos.Server.Features.Checks.Claims;

/// <summary>Brings texts to a form in which typography makes no difference: case, spaces, quotation marks, dashes.</summary>
static class Folding
{
    static readonly SearchValues<char> QuoteMarks = SearchValues.Create("\"“”„‟«»‹›「」『』‚‛‘❝❞＂");

    public static bool IsQuoteMark(char c) => QuoteMarks.Contains(c);

    /// <summary>A line end behind a digit stays one: digits on two lines are two numbers.</summary>
    public static string Fold(ReadOnlySpan<char> text)
    {
        var buffer = ArrayPool<char>.Shared.Rent(text.Length + 1);
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                if (length > 0 && buffer[length - 1] is not (' ' or '\n')) buffer[length++] = ' ';
                if (c == '\n' && length > 1 && char.IsDigit(buffer[length - 2])) buffer[length - 1] = '\n';
            }
            else if (!IsQuoteMark(c)) buffer[length++] = c switch { '’' => '\'', '–' or '—' or '‑' => '-', _ => char.ToLowerInvariant(c) };
        }
        if (length > 0 && buffer[length - 1] is ' ' or '\n') length--;
        var folded = new string(buffer, 0, length);
        ArrayPool<char>.Shared.Return(buffer);
        return folded;
    }

    /// <summary>A word without its possessive, lower case; a number by its value.</summary>
    public static string FoldWord(Token token, string text)
    {
        var word = token.In(text);
        if (token.Kind == TokenKind.Number && NumberReader.TryRead(word, out var value)) return value.ToString("0.############", CultureInfo.InvariantCulture);
        if (word.Length > 2 && word[^1] is 's' or 'S' && Tokenizer.IsApostrophe(word[^2])) word = word[..^2];
        else if (word.Length > 1 && Tokenizer.IsApostrophe(word[^1])) word = word[..^1];
        return word.ToString().ToLowerInvariant();
    }

    /// <summary>Whether a folded text stands in another one as whole words, and no number is cut in two.</summary>
    public static bool ContainsWhole(string text, string part)
    {
        if (part.Length == 0) return false;
        for (var i = text.IndexOf(part, StringComparison.Ordinal); i >= 0; i = text.IndexOf(part, i + 1, StringComparison.Ordinal))
        {
            if (IsEdge(text, i - 1, -1, part[0]) && IsEdge(text, i + part.Length, 1, part[^1])) return true;
        }
        return false;
    }

    static int DigitsAt(string text, int i)
    {
        var end = i;
        while (end < text.Length && char.IsDigit(text[end])) end++;
        return end - i;
    }

    static bool IsEdge(string text, int i, int step, char inside)
    {
        if (i < 0 || i >= text.Length) return true;
        if (char.IsLetterOrDigit(inside) && char.IsLetterOrDigit(text[i]) && inside < '\u2e80') return false;
        var next = i + step;
        if (!char.IsDigit(inside) || next < 0 || next >= text.Length || !char.IsDigit(text[next])) return true;
        return text[i] == ' ' ? DigitsAt(text, step > 0 ? next : i + 1) != 3 : text[i] is not ('.' or ',' or ':' or '/' or '\'' or '-');
    }
}
