using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Toombos.Connectors.Channels.Api;

/// <summary>
/// What stays of a text when a service has made its own of it: letters and digits alone. Two posts with the same fingerprint say the same, however links were
/// shortened for the eye, quotes curled, or lines wrapped.
/// </summary>
static partial class Fingerprint
{
    public static string Of(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormKC).EnumerateRunes())
            if (Rune.IsLetterOrDigit(rune)) kept.Append(Rune.ToLowerInvariant(rune));
        return kept.ToString();
    }

    public static string OfHtml(string html) => Of(WebUtility.HtmlDecode(Tag().Replace(html, " ")));

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
