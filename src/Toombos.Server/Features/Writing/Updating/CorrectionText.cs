using Toombos.Client.Stale;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;

namespace Toombos.Server.Features.Writing.Updating;

/// <summary>Says of a text that is out and can't be changed what is different now: the rewritten sentences and nothing else, within the channel's limits.</summary>
static class CorrectionText
{
    /// <summary>Null where nothing takes the place of what was said.</summary>
    /// <param name="updated">The published text as an update would have it.</param>
    public static DraftContent? Of(DraftContent updated, IReadOnlyList<StaleSentence> sentences, ChannelKind channel)
    {
        var said = Corrected(updated, sentences);
        if (said.Count == 0) return null;
        var words = CorrectionWords.Of(updated.Language);
        var parts = channel.Family == ChannelFamily.Social ? Posts(said, words, channel) : Letter(updated, said, words, channel);
        return new() { Language = updated.Language, Link = updated.Link, Tags = updated.Tags, Parts = [.. parts] };
    }

    /// <summary>What was rewritten in the running text; headings only where nothing else was.</summary>
    static List<(DraftPart Part, DraftSentence Sentence)> Corrected(DraftContent updated, IReadOnlyList<StaleSentence> sentences)
    {
        var rewritten = sentences.Where(s => s is { Outcome: StaleOutcome.Rewritten, Reason: StaleReason.Cites, After: not null } && s.After != s.Before).Select(s => s.After!).ToHashSet(StringComparer.Ordinal);
        var all = (from part in updated.Parts
                   where part.Role is not (PartRole.CallToAction or PartRole.Hashtags or PartRole.Image or PartRole.SubjectAlternative)
                   from sentence in part.Sentences
                   where sentence.Blocks.Count > 0 && rewritten.Contains(sentence.Text)
                   select (Part: part, Sentence: sentence)).DistinctBy(s => s.Sentence.Text).ToList();
        var running = all.FindAll(s => s.Part.Role is > PartRole.Heading);
        return running.Count > 0 ? running : all;
    }

    static List<DraftPart> Posts(List<(DraftPart Part, DraftSentence Sentence)> said, CorrectionWords words, ChannelKind channel)
    {
        var parts = new List<DraftPart> { new() { Role = PartRole.Intro, Post = 1, Sentences = [Ours(words.Mark)] } };
        var post = 1;
        foreach (var (part, sentence) in said)
        {
            var next = Paragraph(part, sentence) with { Post = post };
            if (Fits([.. parts.Where(p => p.Post == post), next])) parts.Add(next);
            else if (channel.Threads && parts.Exists(p => p.Post == post && p.Role == PartRole.Paragraph) && Fits([next])) parts.Add(next with { Post = ++post });
        }
        return parts;

        bool Fits(IReadOnlyList<DraftPart> one) => channel.Fits("post", new DraftContent { Language = "", Parts = [.. one.Select(p => p with { Post = 1 })] }.Posts[0]);
    }

    static IEnumerable<DraftPart> Letter(DraftContent updated, List<(DraftPart Part, DraftSentence Sentence)> said, CorrectionWords words, ChannelKind channel)
    {
        var subject = updated.Parts.FirstOrDefault(p => p.Role == PartRole.Subject);
        var marked = new DraftPart { Role = PartRole.Subject, Sentences = [Ours(words.Mark), .. subject?.Sentences ?? []] };
        yield return channel.Fits("subject", marked.Text) ? marked : marked with { Sentences = [Ours(words.Intro)] };
        foreach (var greeting in updated.Parts.Where(p => p.Role == PartRole.Greeting)) yield return greeting;
        yield return new() { Role = PartRole.Intro, Sentences = [Ours(words.Intro)] };
        foreach (var (part, sentence) in said) yield return Paragraph(part, sentence);
        foreach (var closing in updated.Parts.Where(p => p.Role == PartRole.Closing)) yield return closing;
    }

    static DraftPart Paragraph(DraftPart part, DraftSentence sentence) =>
        new() { Role = PartRole.Paragraph, Item = part.Item, Sentences = [sentence], Links = [.. part.Links.Where(l => sentence.Text.Contains(l.Text, StringComparison.Ordinal))] };

    static DraftSentence Ours(string text) => new(text, SentenceOrigin.Template, []);
}
