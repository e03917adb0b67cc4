namespace Toombos.Server.Features.Checks.Claims;

/// <summary>A name where it stands: its folded words, and how sure we are that its first word belongs to it.</summary>
/// <param name="Weak">The first word opens a sentence, so its capital may be mere grammar.</param>
/// <param name="Loose">German: a capital says little, so a part of a compound is support enough.</param>
sealed record FoundName(int Start, int End, IReadOnlyList<string> Words, bool Weak, bool Loose, int SecondStart);

/// <summary>
/// Finds names: capitalised words within a sentence, with what belongs to them ("Skerry 14", "University of Oslo"); acronyms and
/// mixed case (VHF, iPhone, GT500) anywhere. The first word of a sentence counts when something else says that it is a name.
/// German capitalises all nouns: there only rows of capitals, and single words after a preposition of place that don't end like a noun.
/// </summary>
sealed class NameScanner(string text, IReadOnlyList<Token> tokens, string language, IReadOnlyList<FoundFact> facts, EvidenceIndex evidence, Func<string, bool> isBrand)
{
    const int LongestName = 8;

    readonly TokenText at = new(text, tokens);
    readonly bool german = language == "de";
    bool headline, shouting;

    public List<FoundName> Read()
    {
        var names = new List<FoundName>();
        Look();
        var fact = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            while (fact < facts.Count && facts[fact].End <= tokens[i].Start) fact++;
            if (!IsCandidate(i) || IsFact(i, fact)) continue;
            var end = i + 1;
            while (end < tokens.Count && end - i < LongestName && Extends(end, fact)) end++;
            if (Name(i, end) is { } name) names.Add(name);
            i = end - 1;
        }
        return names;
    }

    /// <summary>Whether a word opens a sentence, or follows what usually does: a colon, a quotation mark, an emoji.</summary>
    public static bool Opens(TokenText at, int i)
    {
        if (i == 0) return true;
        foreach (var c in at.Gap(i))
            if (c is '.' or '!' or '?' or ':' or ';' or '\n' or '…' or '•' or '|' || Folding.IsQuoteMark(c) || char.IsSurrogate(c) || char.IsSymbol(c)) return true;
        return false;
    }

    void Look()
    {
        int long_ = 0, capital = 0, upper = 0, letters = 0;
        foreach (var token in tokens)
        {
            if (token.Kind != TokenKind.Word) continue;
            var word = token.In(text);
            if (word.Length >= 4) { long_++; if (char.IsUpper(word[0])) capital++; }
            foreach (var c in word)
            {
                if (char.IsUpper(c)) upper++;
                if (char.IsLetter(c)) letters++;
            }
        }
        headline = !german && !text.EndsWith('.') && long_ >= 4 && capital * 10 >= long_ * 7;
        shouting = letters >= 8 && upper * 10 >= letters * 6;
    }

    bool IsCandidate(int i) => tokens[i].Kind == TokenKind.Word && (char.IsUpper(text[tokens[i].Start]) || IsStrong(at[i])) && !IsNotName(i) && !IsPrefix(i);

    /// <summary>German: E-Mail, S-Bahn, T-Shirt are ordinary nouns.</summary>
    bool IsPrefix(int i) => german && tokens[i] is var one && one.End - one.Start == 1 && one.End < text.Length && text[one.End] == '-';

    bool IsNotName(int i)
    {
        var word = at[i];
        var apostrophe = word.IndexOfAny('\'', '’');
        if (apostrophe > 0) word = word[..apostrophe];
        return Lexicon.NotNames.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word) || isBrand(Folding.FoldWord(tokens[i], text));
    }

    /// <summary>Part of a date, an amount or a measure. A bare number may still belong to a name: Skerry 14.</summary>
    bool IsFact(int i, int fact)
    {
        for (; fact < facts.Count && facts[fact].Start < tokens[i].End; fact++)
            if (facts[fact].End > tokens[i].Start && (tokens[i].Kind != TokenKind.Number || facts[fact].Fact is not { Kind: FactKind.Number, Text: "" } || facts[fact].Kind != Client.Checks.ClaimKind.Number)
                && (tokens[i].Kind == TokenKind.Number || facts[fact].Claims))
                return true;
        return false;
    }

    bool Extends(int i, int fact)
    {
        if (!at.IsJoined(i) && !IsInitial(i)) return false;
        if (tokens[i].Kind == TokenKind.Number) return !IsFact(i, fact) && at[i].Length <= 4 && !at[i].ContainsAny(".,:/");
        if (tokens[i].Kind != TokenKind.Word) return false;
        if (IsCandidate(i)) return tokens[i - 1].Kind != TokenKind.Number && !IsFact(i, fact);
        return !german && Lexicon.Connectors.GetAlternateLookup<ReadOnlySpan<char>>().Contains(at[i]) && tokens[i - 1].Kind == TokenKind.Word
            && i + 1 < tokens.Count && (at.IsJoined(i + 1) || at.IsTouching(i + 1)) && IsCandidate(i + 1) && !IsFact(i + 1, fact) && at[i] is not ("and" or "y" or "the" or "el" or "la" or "los" or "le");
    }

    /// <summary>J. Smith.</summary>
    bool IsInitial(int i) => at[i - 1].Length == 1 && at.Gap(i) is ". ";

    FoundName? Name(int from, int end)
    {
        var opens = Opens(at, from);
        var dropped = false;
        while (from < end && (Lexicon.IsOpener(language, at[from]) || IsUnit(from, end)) && !IsStrong(at[from])) (from, dropped) = (from + 1, true);
        if (opens && !dropped && end - from > 1 && IsGermanAdjective(from)) (from, dropped) = (from + 1, true);
        while (end > from && Lexicon.IsOpener(language, at[end - 1]) && !IsStrong(at[end - 1])) end--;
        if (from >= end || tokens[from].Kind == TokenKind.Number) return null;
        var single = end - from == 1;
        var strong = IsStrong(at[from]);
        var weak = opens && !dropped && !strong;
        if (single && at[from].Length == 1) return null;
        if (!(strong || Counts(from, single, weak))) return null;
        var words = new List<string>(end - from);
        for (var k = from; k < end; k++) words.Add(Folding.FoldWord(tokens[k], text));
        return new(tokens[from].Start, tokens[end - 1].End, words, weak && !single, german, single ? 0 : tokens[from + 1].Start);
    }

    bool Counts(int from, bool single, bool weak)
    {
        if (shouting) return false;
        if (headline) return !weak && IsKnown(from);
        if (german && single)
            return !weak && from > 0 && at.IsJoined(from) && Lexicon.GermanPrepositions.GetAlternateLookup<ReadOnlySpan<char>>().Contains(at[from - 1]) && !Lexicon.EndsLikeGermanNoun(at[from]);
        if (!single || !weak) return true;
        return at[from].EndsWith("'s") || at[from].EndsWith("’s") || (at.IsJoined(from + 1) && Lexicon.SpeakingVerbs.GetAlternateLookup<ReadOnlySpan<char>>().Contains(at[from + 1])) || IsKnown(from);
    }

    bool IsKnown(int i) => evidence.IsKnownName(Folding.FoldWord(tokens[i], text));

    /// <summary>"Herzliche Grüße" opens a letter; "Helene Berg" is a name once the evidence has a Helene.</summary>
    bool IsGermanAdjective(int i) =>
        german && (at[i].EndsWith("e") || at[i].EndsWith("en") || at[i].EndsWith("es") || at[i].EndsWith("em")) && !IsKnown(i);

    bool IsUnit(int i, int end) => german && end - i > 1 && Lexicon.Unit(at[i]) is not null;

    /// <summary>VHF, FSC, iPhone, GT500: written in a way that no ordinary word is.</summary>
    bool IsStrong(ReadOnlySpan<char> word)
    {
        int upper = 0, lower = 0, digits = 0;
        var inner = false;
        for (var i = 0; i < word.Length; i++)
        {
            if (char.IsUpper(word[i])) { upper++; inner |= i > 0 && char.IsLower(word[i - 1]); }
            else if (char.IsLower(word[i])) lower++;
            else if (char.IsDigit(word[i])) digits++;
        }
        return (upper + lower > 0 && digits > 0 && word[0] < '\u2e80') || (inner && word.Length > 2) || (upper >= 2 && lower == 0 && !shouting);
    }
}
