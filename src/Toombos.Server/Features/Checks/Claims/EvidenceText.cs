namespace Toombos.Server.Features.Checks.Claims;

/// <summary>A word of the evidence, folded, with what its place says about it.</summary>
/// <param name="Capital">Written with a capital.</param>
/// <param name="Joined">Only a space or a hyphen parts it from the word before.</param>
/// <param name="Opens">First of its sentence, where a capital means little.</param>
readonly record struct EvidenceWord(string Folded, bool Capital, bool Joined, bool Opens);

/// <summary>What one block, or the title lines of one item, can give support to.</summary>
sealed class EvidenceText
{
    readonly HashSet<Fact> facts = [];
    readonly EvidenceWord[] words;

    public EvidenceText(string said)
    {
        var text = PlainForms.Of(said);
        var tokens = Tokenizer.Read(text);
        foreach (var found in FactScanner.Read(text, tokens, null))
            foreach (var fact in found.Supports()) facts.Add(fact);
        var at = new TokenText(text, tokens);
        words = new EvidenceWord[tokens.Count];
        for (var i = 0; i < words.Length; i++)
            words[i] = new(Folding.FoldWord(tokens[i], text), char.IsUpper(text[tokens[i].Start]), at.IsJoined(i), NameScanner.Opens(at, i));
        Folded = Folding.Fold(text);
    }

    public string Folded { get; }
    public IReadOnlyList<EvidenceWord> Words => words;

    public bool Has(Fact fact) => facts.Contains(fact);

    /// <summary>Length of the longest run of the name's words, from <paramref name="from"/> on, that stands in this text unbroken.</summary>
    public int LongestRun(IReadOnlyList<string> name, int from, bool loose)
    {
        var best = 0;
        for (var i = 0; i < words.Length; i++)
        {
            var length = 0;
            while (from + length < name.Count && i + length < words.Length && (length == 0 || words[i + length].Joined) && IsSame(words[i + length].Folded, name[from + length])) length++;
            if (length <= best) continue;
            if (!loose && (IsFragmentBefore(i, from) || IsFragmentAfter(i + length, from + length, name.Count))) continue;
            best = length;
            if (best == name.Count - from) break;
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
