using System.Globalization;
using System.Text;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Audiences.Importing;

/// <summary>Names of people from outside. They go into heads of letters and onto screens, so nothing stays in them that breaks lines or hides.</summary>
static class PersonName
{
    public static string? Of(string? given) => Clean(given) is not { } name ? null
        : name.Length <= Subscriber.LongestName ? name : throw new FieldException("name", $"A name has at most {Subscriber.LongestName} characters.");

    /// <summary>One line with single spaces; null when nothing is left.</summary>
    public static string? Clean(string? given)
    {
        var clean = new StringBuilder();
        foreach (var rune in (given ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control)
            {
                if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' ');
            }
            else if (rune != Rune.ReplacementChar && !IsHidden(rune)) clean.Append(rune.ToString());
        }
        return clean.ToString().Trim() is { Length: > 0 } name ? name : null;
    }

    /// <summary>Marks that turn the direction of text or show nothing. Joiners stay: some scripts are written with them.</summary>
    static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse && rune.Value is not (0x200C or 0x200D);
}
