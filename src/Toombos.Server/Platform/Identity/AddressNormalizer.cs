using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Toombos.Server.Platform.Identity;

/// <summary>
/// Mail addresses in the one form in which they are compared: compatibility characters folded (NFKC), the domain as punycode, lower case.
/// Two addresses that look alike because of wide or styled letters are the same; the name before the @ must be plain ASCII, so that none hides in another script.
/// </summary>
public sealed class AddressNormalizer : ILookupNormalizer
{
    const int Longest = 254, LongestName = 64;
    static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    public string? NormalizeEmail(string? email) => email is null ? null : TryNormalize(email, out var address) ? address : email.ToUpperInvariant();

    public string? NormalizeName(string? name) => NormalizeEmail(name);

    /// <summary>The address as it is kept and compared; false for what is none.</summary>
    public static bool TryNormalize(string text, out string address)
    {
        address = "";
        if (text.Length > 4 * Longest || !IsWellFormed(text)) return false;
        var folded = text.Normalize(NormalizationForm.FormKC).Trim();
        var at = folded.LastIndexOf('@');
        if (at is < 1 or > LongestName || at == folded.Length - 1) return false;
        var name = folded[..at].ToLowerInvariant();
        if (name.StartsWith('.') || name.EndsWith('.') || name.Contains("..", StringComparison.Ordinal) || !name.All(IsNameCharacter)) return false;
        string domain;
        try
        {
            domain = Idn.GetAscii(folded[(at + 1)..]).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return false;
        }
        address = $"{name}@{domain}";
        return address.Length <= Longest && (domain.Contains('.', StringComparison.Ordinal) || domain == "localhost");
    }

    static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || ".!#$%&'*+/=?^_`{|}~-".Contains(c, StringComparison.Ordinal);

    static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) return false;
        }
        return true;
    }
}
