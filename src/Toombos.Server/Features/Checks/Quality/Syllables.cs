namespace Toombos.Server.Features.Checks.Quality;

/// <summary>Estimates syllables: groups of vowels, less the silent endings of English and French. Scripts without vowels count one.</summary>
static class Syllables
{
    const string Vowels = "aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýÿāēīōūąęаеёиоуыэюяєіїαεηιουωάέήίόύώ";

    public static int In(string word, string language)
    {
        var count = 0;
        var inside = false;
        foreach (var c in word)
        {
            var vowel = Vowels.Contains(char.ToLowerInvariant(c));
            if (vowel && !inside) count++;
            inside = vowel;
        }
        if (count > 1 && IsSilent(word, language)) count--;
        return Math.Max(1, count);
    }

    static bool IsSilent(string word, string language) => language switch
    {
        "en" => Ends(word, "e") && !Ends(word, "le") && !Ends(word, "ee") || Ends(word, "es") && !Ends(word, "ses") && !Ends(word, "ces") && !Ends(word, "xes") && !Ends(word, "zes") && !Ends(word, "shes") && !Ends(word, "ches") && !Ends(word, "ges")
            || Ends(word, "ed") && !Ends(word, "ted") && !Ends(word, "ded"),
        "fr" => Ends(word, "e") || Ends(word, "es") || Ends(word, "ent"),
        _ => false,
    };

    static bool Ends(string word, string ending) => word.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
