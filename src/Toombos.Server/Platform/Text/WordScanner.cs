namespace Toombos.Server.Platform.Text;

/// <summary>
/// Walks over the words of a text without allocating. A word is a run of letters, digits and their marks; an apostrophe, a
/// hyphen or a point inside it (don't, ship-shape, 19.8, v1.2.3, example.com) belongs to it. Katakana runs are words;
/// other scripts without spaces are cut into pairs, overlapping where texts are compared.
/// </summary>
ref struct WordScanner(string text, bool overlapping = false)
{
    int next;

    public int Start { get; private set; }
    public int Length { get; private set; }
    public readonly ReadOnlySpan<char> Current => text.AsSpan(Start, Length);

    public bool MoveNext()
    {
        while (next < text.Length && !Script.IsWordCharacter(text, next)) next++;
        if (next >= text.Length) return false;
        Start = next;
        if (Script.IsSpaceless(text[next])) TakeSpaceless();
        else TakeSpelled();
        return true;
    }

    void TakeSpelled()
    {
        while (++next < text.Length)
        {
            if (Script.IsWordCharacter(text, next) && !Script.IsSpaceless(text[next])) continue;
            if (!JoinsInside(text[next]) || next + 1 >= text.Length || !Script.IsWordCharacter(text, next + 1) || Script.IsSpaceless(text[next + 1])) break;
            // A comma or colon joins digits only: 4,200 and 11:30, but "red,green" is two words.
            if (text[next] is ',' or ':' && !(char.IsDigit(text[next - 1]) && char.IsDigit(text[next + 1]))) break;
        }
        Length = next - Start;
    }

    void TakeSpaceless()
    {
        if (Script.IsKatakana(text[next]))
        {
            while (next < text.Length && Script.IsKatakana(text[next])) next++;
            Length = next - Start;
            return;
        }
        var pair = next + 1 < text.Length && Script.IsSpaceless(text[next + 1]) && !Script.IsKatakana(text[next + 1]);
        Length = pair ? 2 : 1;
        next += Length;
        // Step back over the second character only where another one follows that it can pair with.
        if (overlapping && pair && next < text.Length && Script.IsSpaceless(text[next]) && !Script.IsKatakana(text[next])) next--;
    }

    static bool JoinsInside(char c) => c is '\'' or '’' or '-' or '.' or '_' or ',' or ':' or '\u00AD' or '\u2010' or '\u2011' or '·';
}
