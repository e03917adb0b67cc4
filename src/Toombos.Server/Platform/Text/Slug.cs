using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Toombos.Server.Platform.Text;

/// <summary>
/// Turns a title into the last part of a web address. Accents are dropped (ü → u, é → e) rather than spelled out,
/// because one rule then serves every language; ß, æ, ø, Cyrillic and Greek are read by a small table.
/// </summary>
public static class Slug
{
    const int HashLength = 8;

    /// <summary>Latin readings per letter; a silent letter has none.</summary>
    static readonly FrozenDictionary<string, string[]> Letters = TextData.Lists("transliteration.txt");

    /// <summary>Lower-case <c>[a-z0-9-]</c>, at most <paramref name="max"/>, never empty: scripts without a Latin reading give a short hash.</summary>
    public static string From(string title, int max = 100)
    {
        var slug = new StringBuilder(Math.Min(title.Length, max) + 16);
        int letters = 0, unread = 0;
        foreach (var rune in Decomposed(title).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark || rune.Value is '\'' or '’') continue;
            var lower = Rune.ToLowerInvariant(rune);
            if (lower.IsAscii && Rune.IsLetterOrDigit(lower)) slug.Append((char)lower.Value);
            else if (Letters.TryGetValue(lower.ToString(), out var latin)) slug.AppendJoin("", latin);
            else
            {
                if (Rune.IsLetterOrDigit(lower)) unread++;
                if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
                continue;
            }
            letters++;
            if (slug.Length > max + 64) break;
        }
        var cut = Cut(slug.ToString().Trim('-'), max);
        // A title mostly in a script that can't be read would share its few Latin letters with many others
        if (letters > 0 && cut.Length > 0 && unread <= letters) return cut;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(title)).AsSpan(0, HashLength / 2));
        return cut.Length == 0 || max <= HashLength + 1 ? hash[..Math.Min(max, HashLength)] : $"{Cut(cut, max - HashLength - 1)}-{hash}";
    }

    /// <summary>Compatibility forms too: ﬁ → fi, １ → 1. Lone surrogates have no form.</summary>
    static string Decomposed(string title)
    {
        var start = title.Length <= 1000 ? title : title[..1000];
        return Ascii.IsValid(start) ? start : string.Concat(start.EnumerateRunes().Where(r => (r.Value & 0xFFFE) != 0xFFFE && r.Value is not (>= 0xFDD0 and <= 0xFDEF))).Normalize(NormalizationForm.FormKD);
    }

    static string Cut(string slug, int max)
    {
        if (slug.Length <= max) return slug;
        var dash = slug.LastIndexOf('-', max);
        return slug[..(dash > max / 2 ? dash : max)].TrimEnd('-');
    }
}
