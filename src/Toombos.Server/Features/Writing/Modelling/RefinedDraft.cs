using Toombos.Client.Writing;
using Toombos.Server.Features.Models;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>Puts rewritten parts in the place of those that they were made from.</summary>
static class RefinedDraft
{
    public static ModelReading<DraftContent> Read(string text, OpenDraft open, NumberedBlocks blocks, IReadOnlyList<int> asked, string? language)
    {
        if (LooseJson.Read(text, WrittenJson.Default.RefinedAnswer) is not { Parts: not null } answer) return new(null, "There is no JSON object of the shape that was asked for.");
        var parts = open.Version.Content.Parts.ToArray();
        var found = 0;
        foreach (var part in answer.Parts.Where(p => asked.Contains(p.Part)))
        {
            var before = open.Version.Content.Parts[part.Part];
            var sentences = (part.Sentences ?? []).Select(s => Sentence(s, before, blocks)).Where(s => s.Text.Length > 0).ToList();
            if (sentences.Count == 0) return new(null, $"Part {part.Part} is empty.");
            if (sentences.Find(s => WrittenDraft.LeadsAway(s.Text) && !before.Text.Contains(s.Text, StringComparison.Ordinal)) is { } leads) return new(null, $"The sentence \"{WrittenDraft.Short(leads.Text)}\" names an address. Leave addresses out.");
            found++;
            if (sentences.SequenceEqual(before.Sentences)) continue;
            var whole = before with { Sentences = sentences };
            parts[part.Part] = whole with { Links = [.. before.Links.Where(l => whole.Text.Contains(l.Text, StringComparison.Ordinal))] };
        }
        return found == 0 ? new(null, "It names none of the parts that were to be rewritten.") : new(open.Version.Content with { Parts = parts, Language = language ?? open.Version.Content.Language }, null);
    }

    /// <summary>What was not changed stays the very same; what was cites what the model names, or what its part did.</summary>
    static DraftSentence Sentence(WrittenSentence written, DraftPart before, NumberedBlocks blocks)
    {
        var text = WrittenDraft.Clean(written.Text);
        return before.Sentences.FirstOrDefault(s => s.Text == text)
            ?? new(text, SentenceOrigin.Generated, blocks.IdsOf(written.Blocks ?? []) is { Count: > 0 } cited ? cited : [.. before.Sentences.SelectMany(s => s.Blocks).Distinct(StringComparer.Ordinal)]);
    }
}
