using Microsoft.EntityFrameworkCore;
using Toombos.Client.Chains;
using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Server.Features.Checks.Claims;
using Toombos.Server.Features.Documents;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Database;
using Wire = Toombos.Client.Chains.Chain;

namespace Toombos.Server.Features.Chains;

/// <summary>Reads the newest texts of a chain side by side: what is said twice, what is not said the same, and what is not said at all.</summary>
sealed class ChainReading(ToombosDb db)
{
    const int Most = 50, ShortestSentence = 25;

    public async Task<ChainReport> ReadAsync(Chain chain, Wire shown, CancellationToken ct)
    {
        var drafts = shown.Steps.SelectMany(s => s.Drafts.Select(d => (Step: s.Number, Draft: d))).ToList();
        var ids = drafts.Select(d => d.Draft.Id).ToList();
        var versions = (await (from draft in db.Drafts join version in db.DraftVersions on new { DraftId = draft.Id, Number = draft.VersionNumber } equals new { version.DraftId, version.Number } where ids.Contains(draft.Id)
            select new { version.DraftId, version.SnapshotId, version.Content }).ToListAsync(ct)).ToDictionary(v => v.DraftId);
        var said = drafts.Where(d => versions.ContainsKey(d.Draft.Id)).SelectMany(d => SaidIn(d.Step, d.Draft, versions[d.Draft.Id].Content)).ToList();
        var blocks = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var snapshot in versions.Values.Select(v => v.SnapshotId).Append(chain.SnapshotId).Distinct().Order())
            foreach (var block in (await db.ItemsOfAsync(snapshot, ct)).SelectMany(i => i.Blocks)) blocks[block.Id] = block.Text;
        var used = chain.Steps.SelectMany(s => s.Items).Select(i => i.Key).ToHashSet(StringComparer.Ordinal);
        return new(Repeated(said), Differing(said, blocks), [.. chain.Items.Where(i => !used.Contains(i.Key))]);
    }

    /// <summary>What a draft states: sentences of ours and its other subject lines say nothing that could be said twice.</summary>
    static IEnumerable<Said> SaidIn(int step, DraftSummary draft, DraftContent content) =>
        from part in content.Parts
        where part.Role is not (PartRole.SubjectAlternative or PartRole.SeoTitle or PartRole.SeoDescription or PartRole.Excerpt or PartRole.PreviewText or PartRole.Hashtags or PartRole.CallToAction or PartRole.Image or PartRole.Code)
        from sentence in part.Sentences
        where sentence.Origin != SentenceOrigin.Template
        select new Said(new(step, draft.Id, draft.Channel, sentence.Text), content.Language, sentence.Blocks);

    static List<RepeatedSentence> Repeated(List<Said> said) =>
        [.. said.Where(s => s.Place.Text.Length >= ShortestSentence).GroupBy(s => Folding.Fold(s.Place.Text).TrimEnd('.', '!', '…', ' '), StringComparer.Ordinal)
            .Where(g => g.Select(s => s.Place.Step).Distinct().Count() > 1).Select(g => new RepeatedSentence(g.First().Place.Text, [.. g.Select(s => s.Place).DistinctBy(p => p.DraftId)])).Take(Most)];

    static List<DifferingFact> Differing(List<Said> said, Dictionary<string, string> blocks)
    {
        var found = new List<DifferingFact>();
        var read = new Dictionary<string, EvidenceText>(StringComparer.Ordinal);
        foreach (var (block, citing) in said.SelectMany(s => s.Blocks.Select(b => (Block: b, Said: s))).GroupBy(p => p.Block, p => p.Said).Select(g => (g.Key, g.DistinctBy(s => (s.Place.Step, s.Place.Text)).ToList())))
        {
            if (!blocks.TryGetValue(block, out var source) || citing.Select(s => s.Place.Step).Distinct().Count() < 2) continue;
            foreach (var (first, second) in from a in citing from b in citing where a.Place.Step < b.Place.Step select (a, b))
            {
                if (found.Count == Most) return found;
                if (ToldDifferently.Of(TextOf(first.Place.Text), TextOf(second.Place.Text), CitedBy(first), CitedBy(second), first.Language) is not { } facts) continue;
                if (!found.Exists(f => f.Block == block && f.First == facts.First && f.Second == facts.Second)) found.Add(new(block, source, facts.First, facts.Second, first.Place, second.Place));
            }
        }
        return found;

        EvidenceText CitedBy(Said one) => TextOf(string.Join('\n', one.Blocks.Select(blocks.GetValueOrDefault)));

        EvidenceText TextOf(string text) => read.TryGetValue(text, out var known) ? known : read[text] = new(text);
    }

    sealed record Said(ChainPlace Place, string Language, IReadOnlyList<string> Blocks);
}
