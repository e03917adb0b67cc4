using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Writing.Composing.Shortening;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>Brings what a model wrote too long within the channel's limits: whole sentences go first, then clauses, then words; never half a word.</summary>
static class WithinLimits
{
    static readonly Dictionary<PartRole, string> Fields = new()
    {
        [PartRole.Subject] = "subject", [PartRole.PreviewText] = "preview-text", [PartRole.Title] = "title", [PartRole.Excerpt] = "excerpt", [PartRole.SeoTitle] = "seo-title", [PartRole.SeoDescription] = "seo-description",
    };

    public static DraftContent Of(DraftContent content, ChannelKind channel)
    {
        var words = ClauseWords.Of(content.Language);
        List<DraftPart> parts = [.. content.Parts.Select(p => Fields.TryGetValue(p.Role, out var of) ? Shorter(p, words, text => channel.Fits(of, text)) : p).OfType<DraftPart>()];
        var whole = content with { Parts = parts };
        for (var post = 1; post <= whole.Posts.Count; post++) whole = FitPost(whole, post, channel, words);
        return whole;
    }

    static DraftContent FitPost(DraftContent content, int post, ChannelKind channel, ClauseWords words)
    {
        while (!channel.Fits("post", content.Posts[post - 1]))
        {
            var last = content.Parts.Select((part, index) => (part, index)).LastOrDefault(p => p.part.Post == post && p.part.Sentences.Any(s => s.Origin == SentenceOrigin.Generated), (null!, -1));
            if (last.index < 0) return content;
            var only = content.Parts.Count(p => p.Post == post && p.Sentences.Any(s => s.Origin == SentenceOrigin.Generated)) == 1 && last.part.Sentences.Count == 1;
            var part = !only ? last.part.Sentences.Count == 1 ? null : last.part with { Sentences = [.. last.part.Sentences.SkipLast(1)] }
                : Shorter(last.part, words, text => channel.Fits("post", With(content, last.index, last.part with { Sentences = [last.part.Sentences[0] with { Text = text }] }).Posts[post - 1]));
            content = With(content, last.index, part);
            if (only) return content;
        }
        return content;
    }

    static DraftContent With(DraftContent content, int index, DraftPart? part) =>
        content with { Parts = [.. content.Parts.Select((p, at) => at == index ? part : p).OfType<DraftPart>()] };

    /// <summary>The part as one text that fits; null when not even a word does.</summary>
    static DraftPart? Shorter(DraftPart part, ClauseWords words, Func<string, bool> fits)
    {
        if (fits(part.Text)) return part;
        for (var kept = part.Sentences.Count - 1; kept > 0; kept--)
        {
            if (part with { Sentences = [.. part.Sentences.Take(kept)] } is var fewer && fits(fewer.Text)) return fewer;
        }
        var first = part.Sentences[0];
        return (SentenceShortener.Shorten(first.Text, words, fits) ?? Clipping.Clip(first.Text, fits)) is { } text ? part with { Sentences = [first with { Text = text }] } : null;
    }
}
