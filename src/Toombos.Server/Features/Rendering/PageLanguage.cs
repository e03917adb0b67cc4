namespace Toombos.Server.Features.Rendering;

/// <summary>Language and direction as pages declare them.</summary>
static class PageLanguage
{
    /// <summary>The language tag, or <c>und</c> for anything that is none.</summary>
    public static string Tag(string language) =>
        language.Length is >= 2 and <= 35 && language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? language : "und";

    public static bool IsRightToLeft(string language) =>
        language is ['a', 'r', ..] or ['h', 'e', ..] or ['f', 'a', ..] or ['u', 'r', ..] or ['y', 'i', ..] or ['p', 's', ..] or ['d', 'v', ..]
        && (language.Length == 2 || language[2] == '-');
}
