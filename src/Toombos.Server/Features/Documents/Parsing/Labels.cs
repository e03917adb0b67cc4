using System.Collections.Frozen;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>A known label and what stands behind its colon.</summary>
readonly record struct Label(string Name, string Value);

/// <summary>Recognises labelled lines such as <c>Date: 2026-10-12</c>, in the languages of <c>labels.txt</c>.</summary>
static class Labels
{
    const int LongestName = 24;
    const int LongestOther = 40;
    static readonly FrozenDictionary<string, string> Known = WordTable.ByWord("labels.txt");

    /// <summary>Whether the text begins with a name of any kind and a colon, as <c>Duration: 45 minutes</c>.</summary>
    public static bool Names(string text) => text.AsSpan(0, Math.Min(text.Length, LongestOther)).IndexOfAny(':', '：') > 0;

    /// <summary>Null when the text does not begin with a known label.</summary>
    public static Label? Split(string text)
    {
        var colon = text.AsSpan(0, Math.Min(text.Length, LongestName)).IndexOfAny(':', '：');
        if (colon <= 0) return null;
        return Known.TryGetValue(text[..colon].TrimEnd(), out var name) ? new Label(name, text[(colon + 1)..].TrimStart(' ', ':')) : null;
    }
}
