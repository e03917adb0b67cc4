using System.Security.Cryptography;
using System.Text;
using Toombos.Client.Checks;
using Toombos.Client.Writing;

namespace Toombos.Server.Features.Checks.Claims;

/// <summary>
/// Holds every number, date, amount, name and quotation of a draft against the blocks that its sentence cites.
/// The rule of the house is that nothing is invented; here it is enforced, for people's and machines' sentences alike.
/// </summary>
sealed class ClaimChecks(CheckInput input, EvidenceIndex evidence)
{
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
        var text = PlainForms.Of(ThreadNumbers.Blank(sentence.Text, part.Post, posts));
        if (text.Length == 0) return;
        var cited = evidence.Cited(sentence.Blocks);
        var found = Find(text, part, cited);
        if (found.Count == 0) return;
        var verbatim = sentence.Blocks.Count > 0 ? cited.Holding(Folding.Fold(text)) : [];
        found.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End.CompareTo(b.End));
        var sentenceHash = Hash(text);
        foreach (var claim in found)
        {
            var blocks = verbatim.Count > 0 ? verbatim : claim.Blocks;
            if (sentence.Origin != SentenceOrigin.Template) claims.Add(Judge(claim, text, sentenceHash, place, blocks));
            else if (blocks.Count == 0)
                findings.Add(new("template.fact", Severity.Error, $"“{text[claim.Start..claim.End]}” is a fact in a sentence that no source supports: take it out, or cite the block it comes from.", place));
        }
    }

    Claim Judge(Candidate found, string text, string sentenceHash, SentencePlace place, IReadOnlyList<string> blocks)
    {
        var words = text[found.Start..found.End].Trim();
        var id = IdOf(found.Kind, words, sentenceHash);
        var accepted = blocks.Count == 0 && input.Accepted.TryGetValue(id, out var by) ? by : null;
        return new()
        {
            Id = id, Kind = found.Kind, Text = words, At = place, Blocks = blocks,
            Verdict = blocks.Count > 0 ? ClaimVerdict.Supported : accepted is null ? ClaimVerdict.Unsupported : ClaimVerdict.Accepted,
            AcceptedBy = accepted?.Name, Reason = accepted?.Reason,
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

    List<Candidate> Find(string text, DraftPart part, CitedEvidence cited)
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
            found.Add(new(fact.Kind, fact.Start, fact.End, cited.Supporting(fact.Fact)));
        }
        foreach (var (start, end) in QuoteScanner.Read(text)) AddQuote(text, start, end, cited, found);
        if (part.Role == PartRole.Quote && !found.Exists(f => f.Kind == ClaimKind.Quote)) AddQuote(text, 0, text.Length, cited, found);
        return found;
    }

    void AddName(FoundName name, CitedEvidence cited, List<Candidate> found)
    {
        var blocks = cited.SupportingName(name.Words, name.Loose);
        if (blocks.Count == 0 && name is { Loose: true, Words: [{ Length: >= 4 } only] }) blocks = cited.HoldingWithin(only);
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
        found.Add(new(ClaimKind.Name, start, name.End, blocks));
    }

    static void AddQuote(string text, int start, int end, CitedEvidence cited, List<Candidate> found)
    {
        var folded = Folding.Fold(text.AsSpan(start, end - start)).Trim(' ', '.', ',', '!', '?', '…', '-', ';', ':');
        if (folded.Length > 0) found.Add(new(ClaimKind.Quote, start, end, cited.Holding(folded)));
    }

    readonly record struct Candidate(ClaimKind Kind, int Start, int End, IReadOnlyList<string> Blocks);
}
