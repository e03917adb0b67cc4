namespace Toombos.Connectors.Channels.Counting;

/// <summary>
/// Finds web addresses in a text the way twitter-text does: with http(s), or bare when the last label is a
/// top-level domain. One pass; nothing is allocated.
/// </summary>
ref struct AddressScanner(ReadOnlySpan<char> text, bool bare)
{
    const int LongestAddress = 4096;
    readonly ReadOnlySpan<char> text = text;
    int position = text.Contains('.') ? 0 : text.Length;

    /// <summary>Start of the address found last.</summary>
    public int Start { get; private set; }

    /// <summary>End of the address found last, exclusive.</summary>
    public int End { get; private set; }

    public bool HasScheme { get; private set; }

    public bool MoveNext()
    {
        while (position < text.Length)
        {
            if (!AddressLetters.IsLabelEdge(text[position], unicode: false)) { position++; continue; }
            var start = position;
            var before = start == 0 ? '\0' : text[start - 1];
            var scheme = AddressLetters.MayPrecede(before) ? SchemeLength(text[start..]) : 0;
            if (scheme > 0)
            {
                position = start + scheme;
                if (Accept(start, DomainName.EndOf(text, position, unicode: true, out _), hasScheme: true)) return true;
                continue;
            }

            var end = DomainName.EndOf(text, start, unicode: false, out var runEnd);
            position = Math.Max(runEnd, start + 1);
            if (bare && AddressLetters.MayPrecede(before) && before is not ('-' or '_' or '.' or '/') && Accept(start, end, hasScheme: false)) return true;
        }
        return false;
    }

    // An address that is too long is passed over whole, else its every part would be looked at again
    bool Accept(int start, int domainEnd, bool hasScheme)
    {
        if (domainEnd < 0) return false;
        var end = AddressPath.EndOf(text, domainEnd, hasScheme);
        (Start, End, HasScheme, position) = (start, end, hasScheme, end);
        return end - start <= LongestAddress;
    }

    static int SchemeLength(ReadOnlySpan<char> rest) =>
        rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8
        : rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : 0;
}
