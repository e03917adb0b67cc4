using Toombos.Client.Documents;
using Toombos.Client.Writing;

namespace Toombos.Server.Features.Writing.Composing.Stories;

/// <summary>
/// A long item in its main sentences: prose is brought down to the most telling sentences in their own order; tables, lists,
/// quotes, code and pictures stay.
/// </summary>
static class Digest
{
    public static IReadOnlyList<DraftPart> Of(Story story, int words, int headingLevel)
    {
        var kept = Selection.Pick(story, words, _ => true).Select(f => f.Sentence).ToHashSet(ReferenceEqualityComparer.Instance);
        var parts = new List<DraftPart>();
        foreach (var part in story.Body.At(headingLevel))
        {
            if (part.Role != PartRole.Paragraph)
            {
                // A heading whose text was left out heads nothing.
                if (part.Role == PartRole.Heading) while (parts.Count > 0 && parts[^1].Role == PartRole.Heading && parts[^1].Level >= part.Level) parts.RemoveAt(parts.Count - 1);
                parts.Add(part);
                continue;
            }
            var sentences = part.Sentences.Where(kept.Contains).ToList();
            if (sentences.Count > 0) parts.Add(sentences.Count == part.Sentences.Count ? part : part with { Sentences = sentences, Links = LinksIn(part, sentences) });
        }
        while (parts.Count > 0 && parts[^1].Role == PartRole.Heading) parts.RemoveAt(parts.Count - 1);
        return parts;
    }

    static IReadOnlyList<TextLink> LinksIn(DraftPart part, List<DraftSentence> sentences) =>
        [.. part.Links.Where(l => sentences.Exists(s => s.Text.Contains(l.Text, StringComparison.Ordinal)))];
}
