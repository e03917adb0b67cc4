namespace Toombos.Server.Features.Checks.Claims;

/// <summary>A text with its facts and its clauses: what two statements are compared by. Clauses are read when first asked for.</summary>
sealed class StatementText(string text, IReadOnlyList<Token> tokens, IReadOnlyList<FoundFact> facts, string language)
{
    IReadOnlyList<Clause>? clauses;

    public string Text => text;
    public string Language => language;
    public TokenText At { get; } = new(text, tokens);
    public IReadOnlyList<Token> Tokens => tokens;
    public IReadOnlyList<FoundFact> Facts => facts;
    public IReadOnlyList<Clause> Clauses => clauses ??= Claims.Clauses.Read(text, tokens, language);

    public Clause? ClauseAt(int place) => Clauses.FirstOrDefault(c => place >= c.Start && place < c.End);

    public IEnumerable<Clause> SentenceOf(Clause clause) => Clauses.Where(c => c.Sentence == clause.Sentence);

    /// <summary>The word that stands right before a place, or none.</summary>
    public ReadOnlySpan<char> WordBefore(int place)
    {
        for (var i = tokens.Count - 1; i >= 0; i--)
            if (tokens[i].End <= place) return At[i];
        return default;
    }

    /// <summary>The first telling word behind a place in its clause: what a bare number counts.</summary>
    public string? Counted(FoundFact fact) =>
        ClauseAt(fact.Start)?.Words.Where(w => w.Start >= fact.End && !w.Plain).Select(w => w.Stem).FirstOrDefault();
}
