namespace Toombos.Server.Features.Checks.Claims;

/// <summary>A word of the evidence, folded, with what its place says about it.</summary>
/// <param name="Capital">Written with a capital.</param>
/// <param name="Joined">Only a space or a hyphen parts it from the word before.</param>
/// <param name="Opens">First of its sentence, where a capital means little.</param>
readonly record struct EvidenceWord(string Folded, bool Capital, bool Joined, bool Opens);

/// <summary>Words of the evidence that follow each other: how many, and the place of the first.</summary>
readonly record struct EvidenceRun(int Length, int At);

/// <summary>What one block, or the title lines of one item, can give support to.</summary>
sealed class EvidenceText
{
    readonly Dictionary<Fact, FoundFact> facts = [];
    readonly EvidenceWord[] words;
    readonly List<Token> tokens;
    readonly List<FoundFact> found;
    readonly string said, plain;
    readonly int[]? places;
    StatementText? statement;

    public EvidenceText(string said)
    {
        this.said = said;
        plain = PlainForms.Of(said, out places);
        tokens = Tokenizer.Read(plain);
        found = FactScanner.Read(plain, tokens, null);
        foreach (var each in found)
            foreach (var fact in each.Supports()) facts.TryAdd(fact, each);
        var at = new TokenText(plain, tokens);
        words = new EvidenceWord[tokens.Count];
        for (var i = 0; i < words.Length; i++)
            words[i] = new(Folding.FoldWord(tokens[i], plain), char.IsUpper(plain[tokens[i].Start]), at.IsJoined(i), NameScanner.Opens(at, i));
        Folded = Folding.Fold(plain);
    }

    public string Folded { get; }
    public IReadOnlyList<EvidenceWord> Words => words;

    public FoundFact? Find(Fact fact) => facts.GetValueOrDefault(fact);

    /// <summary>A fact that a rounded one may stand for: "about 20 kg" for 19.8 kg.</summary>
    public FoundFact? FindNear(FoundFact rounded) => facts.FirstOrDefault(f => rounded.MayStandFor(f.Key)).Value;

    /// <summary>The text as statements of a language; kept for the language asked for last.</summary>
    public StatementText In(string language) => statement is { } kept && kept.Language == language ? kept : statement = new(plain, tokens, found, language);

    /// <summary>A stretch of the plain text where it stands in the text as it was said.</summary>
    public (int Start, int Length, string Text) Span(int start, int end)
    {
        var (from, to) = places is null ? (start, end) : (places[start], places[end]);
        return (from, to - from, said[from..to]);
    }

    public (int Start, int Length, string Text) Span(EvidenceRun run) => Span(tokens[run.At].Start, tokens[run.At + run.Length - 1].End);

    /// <summary>The words of the text where they stand in one run, or the whole text.</summary>
    public (int Start, int Length, string Text) SpanOf(IReadOnlyList<string> quoted) =>
        RunOf(quoted) is { } at ? Span(new EvidenceRun(quoted.Count, at)) : (0, said.Length, said);

    /// <summary>Whether a "not" stands right before the words, which they leave out.</summary>
    public bool Denies(IReadOnlyList<string> quoted) => RunOf(quoted) is > 0 and var at && words[at].Joined && StatementWords.Negators.Contains(words[at - 1].Folded);

    int? RunOf(IReadOnlyList<string> quoted)
    {
        for (var i = 0; quoted.Count > 0 && i + quoted.Count <= words.Length; i++)
        {
            var length = 0;
            while (length < quoted.Count && words[i + length].Folded == quoted[length]) length++;
            if (length == quoted.Count) return i;
        }
        return null;
    }

    /// <summary>The longest run of the name's words, from <paramref name="from"/> on, that stands in this text unbroken.</summary>
    public EvidenceRun LongestRun(IReadOnlyList<string> name, int from, bool loose)
    {
        var best = new EvidenceRun(0, 0);
        for (var i = 0; i < words.Length; i++)
        {
            var length = 0;
            while (from + length < name.Count && i + length < words.Length && (length == 0 || words[i + length].Joined) && IsSame(words[i + length].Folded, name[from + length])) length++;
            if (length <= best.Length) continue;
            if (!loose && (IsFragmentBefore(i, from) || IsFragmentAfter(i + length, from + length, name.Count))) continue;
            best = new(length, i);
            if (length == name.Count - from) break;
        }
        return best;
    }

    /// <summary>The run would break off the front of a longer name of the evidence, and the claim puts another word there.</summary>
    bool IsFragmentBefore(int i, int from) => from > 0 && i > 0 && words[i].Joined && words[i].Capital && words[i - 1].Capital;

    bool IsFragmentAfter(int next, int claimed, int count) =>
        claimed < count && next < words.Length && words[next].Joined && (words[next].Capital || char.IsDigit(words[next].Folded[0])) && words[next - 1].Capital;

    /// <summary>Same word but for a plural or genitive s.</summary>
    static bool IsSame(string a, string b) =>
        a == b || (Math.Abs(a.Length - b.Length) == 1 && Math.Min(a.Length, b.Length) >= 3 && !char.IsDigit(a[^1]) && !char.IsDigit(b[^1])
            && (a.Length > b.Length ? a[^1] == 's' && a.AsSpan(0, b.Length).SequenceEqual(b) : b[^1] == 's' && b.AsSpan(0, a.Length).SequenceEqual(a)));
}
