namespace Toombos.Server.Features.Checks.Claims;

/// <summary>A word that says what a clause is about.</summary>
/// <param name="Plain">A measuring verb such as "weighs", which any thing may share.</param>
readonly record struct ClauseWord(string Stem, int Start, int End, bool Plain);

/// <summary>A part of a sentence that states one thing.</summary>
/// <param name="Sentence">Number of its sentence in the text.</param>
sealed record Clause(int Start, int End, int Sentence, IReadOnlyList<ClauseWord> Words, bool Negated)
{
    /// <summary>How many of the words stand in the other clause too.</summary>
    public int SharedWith(Clause other) => Words.Count(w => other.Words.Any(o => o.Stem == w.Stem));
}

/// <summary>Cuts a text into clauses: at punctuation, and at words such as "and", "while", "sondern".</summary>
static class Clauses
{
    public static List<Clause> Read(string text, IReadOnlyList<Token> tokens, string language)
    {
        var at = new TokenText(text, tokens);
        var clauses = new List<Clause>();
        var words = new List<ClauseWord>();
        int sentence = 0, from = 0;
        var negated = false;
        for (var i = 0; i < tokens.Count; i++)
        {
            var word = at[i];
            var opensSentence = OpensSentence(at, i, language);
            if (i > from && (opensSentence || Parts(at.Gap(i)) || StatementWords.ClauseWords.Has(word))) Close(i);
            if (opensSentence) sentence++;
            negated |= Negates(at, i);
            if (IsTelling(at, i, language)) words.Add(new(Stems.Of(word), tokens[i].Start, tokens[i].End, StatementWords.Measuring.Has(word)));
        }
        if (tokens.Count > 0) Close(tokens.Count);
        return clauses;

        void Close(int end)
        {
            clauses.Add(new(tokens[from].Start, tokens[end - 1].End, sentence, [.. words], negated));
            words.Clear();
            (from, negated) = (end, false);
        }
    }

    static bool OpensSentence(TokenText at, int i, string language)
    {
        var gap = at.Gap(i);
        if (gap.ContainsAny('!', '?', '\n')) return true;
        var afterDay = language == "de" && gap.StartsWith(".") && at.KindOf(i - 1) == TokenKind.Number && at[i - 1].Length <= 2;
        return gap.Contains('.') && !afterDay && (char.IsUpper(at[i][0]) || char.IsDigit(at[i][0]));
    }

    static bool Parts(ReadOnlySpan<char> gap)
    {
        foreach (var c in gap)
            if (c is ',' or ';' or ':' or '(' or ')' or '–' or '—' or '…' || Folding.IsQuoteMark(c)) return true;
        return false;
    }

    static bool Negates(TokenText at, int i)
    {
        var word = at[i];
        var negator = StatementWords.Negators.Has(word) || word.EndsWith("n't", StringComparison.OrdinalIgnoreCase) || word.EndsWith("n’t", StringComparison.OrdinalIgnoreCase);
        return negator && !StatementWords.AfterNegatorsThatNegateNothing.Has(at[i + 1]);
    }

    static bool IsTelling(TokenText at, int i, string language)
    {
        var word = at[i];
        if (at.KindOf(i) == TokenKind.Number) return word.Length == 4 && !word.ContainsAny(".,:/");
        if (at.KindOf(i) != TokenKind.Word || word.Length < 3) return false;
        return StatementWords.Measuring.Has(word) || StatementWords.TimeWords.Has(word) || !(StatementWords.Small.Has(word) || StatementWords.Negators.Has(word) || StatementWords.Opposites.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(word)
            || Lexicon.IsOpener(language, word) || Lexicon.Number(word, language) is not null);
    }
}
