using System.Security.Cryptography;
using System.Text;
using Toombos.Client.Checks;
using Toombos.Client.Writing;

namespace Toombos.Server.Features.Checks.Claims;

/// <summary>
/// Holds every number, date, amount, name, quotation, superlative, comparison and denial of a draft against the blocks that its sentence cites.
/// The rule of the house is that nothing is invented; here it is enforced, for people's and machines' sentences alike.
/// </summary>
sealed class ClaimChecks(CheckInput input, EvidenceIndex evidence)
{
    /// <summary>Words up to which sentences and blocks are compared: every fact of one is held against every fact of the other.</summary>
    const int LongestSentence = 200, LongestSource = 2000;

    readonly List<Claim> claims = [];
    readonly List<Finding> findings = [];
    readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);
    readonly BrandNames brand = new(input.Brand.Name);
    int posts;

    public static (IReadOnlyList<Claim> Claims, IReadOnlyList<Finding> Findings) Run(CheckInput input, EvidenceIndex evidence)
    {
        var checks = new ClaimChecks(input, evidence);
        checks.Run();
        return (checks.claims, checks.findings);
    }

    void Run()
    {
        var parts = input.Content.Parts;
        posts = parts.Select(p => p.Post).DefaultIfEmpty().Max();
        for (var p = 0; p < parts.Count; p++)
        {
            if (parts[p].Role == PartRole.Hashtags) continue;
            for (var s = 0; s < parts[p].Sentences.Count; s++)
            {
                // Code from the document is quoted as a whole; what a person put there is as visible as any sentence.
                if (parts[p].Role != PartRole.Code || parts[p].Sentences[s].Origin == SentenceOrigin.Edited) Check(parts[p], parts[p].Sentences[s], new(p, s));
            }
        }
    }

    void Check(DraftPart part, DraftSentence sentence, SentencePlace place)
    {
        if (sentence.Text == input.Line) return;
        var text = PlainForms.Of(ThreadNumbers.Blank(sentence.Text, part.Post, posts));
        if (text.Length == 0) return;
        var cited = evidence.Cited(sentence.Blocks);
        var verbatim = sentence.Blocks.Count > 0 ? cited.Holding(Folding.Fold(text), WordingConflicts.Words(text)) : [];
        var found = Find(text, part, cited, rewritten: verbatim.Count == 0 && sentence.Origin != SentenceOrigin.Template);
        if (found.Count == 0) return;
        found.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End.CompareTo(b.End));
        var sentenceHash = Hash(text);
        foreach (var claim in found)
        {
            var support = claim.For.Count > 0 ? claim.For : verbatim;
            if (sentence.Origin != SentenceOrigin.Template) claims.Add(Judge(claim, text, sentenceHash, place, claim.Against is null ? support : []));
            else if (support.Count == 0)
                findings.Add(new("template.fact", Severity.Error, $"“{text[claim.Start..claim.End]}” is a fact in a sentence that no source supports: take it out, or cite the block it comes from.", place));
        }
    }

    Claim Judge(Candidate found, string text, string sentenceHash, SentencePlace place, IReadOnlyList<ClaimEvidence> support)
    {
        var words = text[found.Start..found.End].Trim();
        var id = IdOf(found.Kind, words, sentenceHash);
        var accepted = support.Count == 0 && input.Accepted.TryGetValue(id, out var by) ? by : null;
        return new()
        {
            Id = id, Kind = found.Kind, Text = words, At = place, Blocks = [.. support.Select(s => s.Block)],
            Verdict = support.Count > 0 ? ClaimVerdict.Supported : accepted is not null ? ClaimVerdict.Accepted : found.Against is null ? ClaimVerdict.Unsupported : ClaimVerdict.Contradicted,
            Evidence = found.Against ?? (support.Count > 0 ? support[0] : null), AcceptedBy = accepted?.Name, Reason = accepted?.Reason,
        };
    }

    /// <summary>Hash of kind, claim and sentence: the same after a re-check, and when other sentences move.</summary>
    string IdOf(ClaimKind kind, string words, string sentence)
    {
        var key = $"{kind}\n{words}\n{sentence}";
        var times = seen[key] = seen.GetValueOrDefault(key) + 1;
        return Hash($"{key}\n{times}");
    }

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6));

    List<Candidate> Find(string text, DraftPart part, CitedEvidence cited, bool rewritten)
    {
        var language = input.Content.Language;
        var tokens = Tokenizer.Read(text);
        var facts = FactScanner.Read(text, tokens, language);
        var found = new List<Candidate>();
        var names = new NameScanner(text, tokens, language, facts, evidence, brand.IsWord).Read();
        foreach (var name in names) AddName(name, cited, found);
        List<(int Start, int End)> covered = [.. brand.PlacesIn(text), .. found.Select(f => (f.Start, f.End))];
        covered.Sort();
        var next = 0;
        foreach (var fact in facts)
        {
            while (next < covered.Count && covered[next].End <= fact.Start) next++;
            if (!fact.Claims || (next < covered.Count && covered[next].Start <= fact.Start && covered[next].End >= fact.End)) continue;
            found.Add(new(fact.Kind, fact.Start, fact.End, cited.Supporting(fact), Fact: fact));
        }
        foreach (var (start, end) in QuoteScanner.Read(text)) AddQuote(text, start, end, cited, found);
        if (part.Role == PartRole.Quote && !found.Exists(f => f.Kind == ClaimKind.Quote)) AddQuote(text, 0, text.Length, cited, found);
        if (rewritten) Contradict(new(text, tokens, facts, language), cited, found);
        return found;
    }

    /// <summary>Adds what the source says instead; an uncited sentence may contradict the block that is most likely meant.</summary>
    void Contradict(StatementText draft, CitedEvidence cited, List<Candidate> found)
    {
        if (draft.Tokens.Count > LongestSentence) return;
        var source = cited.Sources.Count > 0 ? cited.Shorter(LongestSource) : evidence.Likeliest(draft).Shorter(LongestSource);
        if (source.Sources.Count == 0) return;
        var facts = new FactConflicts(draft, source);
        var wording = new WordingConflicts(draft, source, said => new NameScanner(said.Text, said.Tokens, said.Language, said.Facts, evidence, brand.IsWord).Read());
        for (var i = 0; i < found.Count; i++)
        {
            var claim = found[i];
            var next = claim.Kind == ClaimKind.Name && i + 1 < found.Count && found[i + 1] is { Kind: ClaimKind.Name, For.Count: > 0 } other ? other.Name : null;
            found[i] = claim with
            {
                Against = (claim.For.Count, claim) switch
                {
                    (0, { Fact: { } fact }) => source.Supporting(fact).Count > 0 ? null : facts.Instead(fact),
                    (0, { Name: { } name }) => source.SupportingName(name.Words, name.Loose).Count > 0 ? null : wording.Instead(name),
                    (0, { Kind: ClaimKind.Quote }) => wording.Instead(claim.Start, claim.End),
                    (_, { Fact: { } fact }) => facts.Misplaced(fact),
                    (_, { Name: { } name }) when next is not null => wording.Reversed(name, next),
                    _ => null,
                },
            };
        }
        foreach (var statement in StatementChecks.Read(draft, source))
            if (cited.Sources.Count > 0 || statement.For is null) found.Add(new(statement.Kind, statement.Start, statement.End, statement.For is { } words ? [words] : [], statement.For is null ? statement.Against : null));
    }

    void AddName(FoundName name, CitedEvidence cited, List<Candidate> found)
    {
        var blocks = cited.SupportingName(name.Words, name.Loose);
        if (blocks.Count == 0 && name is { Loose: true, Words: [{ Length: >= 4 } only] }) blocks = cited.HoldingWithin(only);
        if (blocks.Count == 0 && name.Loose) blocks = cited.SupportingBeforeNoun(name.Words);
        var start = name.Start;
        if (blocks.Count == 0 && name.Weak)
        {
            var rest = name.Words.Skip(1).ToList();
            if (char.IsDigit(rest[0][0]))
            {
                if (!evidence.IsKnownName(name.Words[0])) return;
            }
            else if (cited.SupportingName(["", .. rest], name.Loose, 1) is { Count: > 0 } others) (blocks, start) = (others, name.SecondStart);
        }
        found.Add(new(ClaimKind.Name, start, name.End, blocks, Name: name));
    }

    static void AddQuote(string text, int start, int end, CitedEvidence cited, List<Candidate> found)
    {
        var folded = Folding.Fold(text.AsSpan(start, end - start)).Trim(' ', '.', ',', '!', '?', '…', '-', ';', ':');
        if (folded.Length > 0) found.Add(new(ClaimKind.Quote, start, end, cited.Holding(folded, WordingConflicts.Words(text[start..end]))));
    }

    readonly record struct Candidate(ClaimKind Kind, int Start, int End, IReadOnlyList<ClaimEvidence> For, ClaimEvidence? Against = null, FoundFact? Fact = null, FoundName? Name = null);
}
