using System.Text.RegularExpressions;
using Toombos.Client.Writing;

namespace Toombos.Dashboard.Prompts;

/// <summary>The places in the text of a prompt, which are filled when a model is asked.</summary>
static partial class PromptPlaces
{
    /// <summary>How a place is written.</summary>
    public static string Written(string name) => $"{{{{{name}}}}}";

    /// <summary>The text in stretches; those that are places name them.</summary>
    public static IReadOnlyList<(string Text, string? Place)> Cut(string text)
    {
        var (runs, from) = (new List<(string, string?)>(), 0);
        foreach (Match match in Place().Matches(text))
        {
            if (match.Index > from) runs.Add((text[from..match.Index], null));
            runs.Add((match.Value, match.Groups[1].Value));
            from = match.Index + match.Length;
        }
        if (from < text.Length) runs.Add((text[from..], null));
        return runs;
    }

    public static HashSet<string> Of(string text) => Place().Matches(text).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>What is wrong with the places of a text; null where all are there and no other.</summary>
    public static string? WrongWith(string text, Prompt prompt)
    {
        var places = Of(text);
        var (unknown, missing) = (places.Except(prompt.Parameters).ToList(), prompt.Parameters.Except(places).ToList());
        return unknown.Count > 0 ? $"{Listed(unknown)} {(unknown.Count == 1 ? "is no place" : "are no places")} of this prompt."
            : missing.Count > 0 ? $"{Listed(missing)} {(missing.Count == 1 ? "is" : "are")} missing. All places have to stay."
            : null;
    }

    static string Listed(IEnumerable<string> places) => string.Join(", ", places.Select(Written));

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Place();
}
