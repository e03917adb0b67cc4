using System.Collections.Frozen;

namespace Toombos.Connectors.Channels.Counting;

/// <summary>Recognises the domain of an address by its last label.</summary>
static class DomainName
{
    const int LongestLabel = 63;

    static readonly FrozenSet<string> TopLevel = EmbeddedLines.Read("top-level-domains").ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> TopLevelLookup = TopLevel.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// End of the longest domain that starts at <paramref name="start"/>, or -1;
    /// <paramref name="runEnd"/> is where letters and dots end. The name before the top-level domain has no underscore.
    /// </summary>
    public static int EndOf(ReadOnlySpan<char> text, int start, bool unicode, out int runEnd)
    {
        var (end, position, labels, plain) = (-1, start, 0, true);
        while (true)
        {
            var label = position;
            while (position < text.Length && AddressLetters.IsLabel(text[position], unicode)) position++;
            var length = position - label;
            if (length is 0 or > LongestLabel || text[label] == '-') break;
            if (labels > 0 && plain)
            {
                var top = TopLevelEnd(text, label, position);
                if (top > 0) end = top;
            }
            if (position + 1 >= text.Length || text[position] != '.' || !AddressLetters.IsLabelEdge(text[position + 1], unicode)) break;
            plain = text[position - 1] != '-' && !text[label..position].Contains('_');
            position++;
            labels++;
        }
        while (position < text.Length && AddressLetters.IsLabel(text[position], unicode)) position++;
        runEnd = position;
        return end;
    }

    // "example.comです" ends at "com": Latin letters followed by a letter of another script
    static int TopLevelEnd(ReadOnlySpan<char> text, int label, int labelEnd)
    {
        var end = label;
        while (end < labelEnd && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '-')) end++;
        if (end == label) end = labelEnd;
        if (end < text.Length && text[end] is '@' or '+' or '-') return -1;
        var name = text[label..end];
        return TopLevelLookup.Contains(name) || name.Length > 4 && name.StartsWith("xn--", StringComparison.OrdinalIgnoreCase) ? end : -1;
    }
}
