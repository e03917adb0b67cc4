using System.Buffers;

namespace Toombos.Connectors.Channels.Counting;

/// <summary>The classes of letters that addresses are made of.</summary>
static class AddressLetters
{
    const string Marks = "!'#%&()*+,\\-./:;<=>?@[]^_{|}~$";

    // White space, byte order mark, marks of direction, non-characters: never part of a domain
    static readonly SearchValues<char> NotInDomain = SearchValues.Create(
        Marks + "\"`\t\n\v\f\r \u0085\u00A0\u1680\u180E\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000"
        + "\uFFFE\uFEFF\uFFFF\u202A\u202B\u202C\u202D\u202E\u061C\u200E\u200F\u2066\u2067\u2068\u2069");

    static readonly SearchValues<char> PathMarks = SearchValues.Create("!*';:=+,.$/%#[]-\u2013_~@|&");
    static readonly SearchValues<char> QueryMarks = SearchValues.Create("!?*'@();:&=+$/%#[]-_.,~|");

    /// <summary>Whether an address may begin after this character.</summary>
    public static bool MayPrecede(char c) => !char.IsAsciiLetterOrDigit(c) && c is not ('@' or '＠' or '$' or '#' or '＃' or '\uFFFE' or '\uFEFF' or '\uFFFF');

    /// <summary>Whether a label of a domain may begin with this character.</summary>
    public static bool IsLabelEdge(char c, bool unicode) =>
        char.IsAsciiLetterOrDigit(c) || (unicode ? c >= 0x80 && !NotInDomain.Contains(c) : IsAccented(c));

    public static bool IsLabel(char c, bool unicode) => IsLabelEdge(c, unicode) || c == '-' || (unicode && c == '_');

    public static bool IsPath(char c) => IsPathWord(c) || PathMarks.Contains(c);

    public static bool IsPathEnd(char c) => IsPathWord(c) || c is '+' or '-' or '=' or '_' or '#' or '/';

    public static bool IsQuery(char c) => char.IsAsciiLetterOrDigit(c) || QueryMarks.Contains(c);

    public static bool IsQueryEnd(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '&' or '=' or '#' or '/';

    static bool IsPathWord(char c) => char.IsAsciiLetterOrDigit(c) || c is >= '\u0400' and <= '\u04FF' || IsAccented(c);

    static bool IsAccented(char c) =>
        c is >= '\u00C0' and <= '\u024F' and not ('×' or '÷')
            or >= '\u0253' and <= '\u0272' or '\u0289' or '\u028B' or '\u02BB'
            or >= '\u0300' and <= '\u036F' or >= '\u1E00' and <= '\u1EFF';
}
