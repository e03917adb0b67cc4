using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Writing.Composing.Stories;
using Toombos.Server.Features.Writing.Composing.Voicing;

namespace Toombos.Server.Features.Writing.Composing.Social;

/// <summary>
/// A post in the making: head, body and tail, each addition held against the network's own counting before it is kept. Room for
/// a thread's number is set aside from the start.
/// </summary>
sealed class Post(ChannelKind channel, NetworkStyle style, bool numbered)
{
    static readonly DraftSentence AnyMark = Voice.Template("9/9");

    readonly List<DraftPart> head = [], body = [], tail = [];

    public bool IsEmpty => head.Count + body.Count == 0;

    public bool TryHead(DraftPart part) => Try(head, part);

    public bool TryTail(DraftPart part) => Try(tail, part);

    public bool TryBody(DraftPart part) => Try(body, part);

    public bool TryBody(IReadOnlyList<DraftPart> parts)
    {
        body.AddRange(parts);
        if (Fits()) return true;
        body.RemoveRange(body.Count - parts.Count, parts.Count);
        return false;
    }

    /// <summary>Whether the post would fit with these parts as well; nothing is kept.</summary>
    public bool WouldFit(IReadOnlyList<DraftPart> parts)
    {
        body.AddRange(parts);
        var fits = Fits();
        body.RemoveRange(body.Count - parts.Count, parts.Count);
        return fits;
    }

    /// <summary>The parts of the finished post; <paramref name="mark"/> is its number in a thread.</summary>
    public IEnumerable<DraftPart> Parts(int number, string? mark) => All(mark is null ? null : Voice.Template(mark)).Select(p => p with { Post = number });

    bool Try(List<DraftPart> where, DraftPart part)
    {
        where.Add(part);
        if (Fits()) return true;
        where.RemoveAt(where.Count - 1);
        return false;
    }

    bool Fits() => channel.Fits("post", TextOf([.. All(numbered ? AnyMark : null)]));

    static string TextOf(IReadOnlyList<DraftPart> parts) =>
        new DraftContent { Language = "", Parts = [.. parts.Select(p => p with { Post = 1 })] }.Posts is [var text] ? text : "";

    IEnumerable<DraftPart> All(DraftSentence? mark)
    {
        var parts = head.Concat(body).Concat(tail);
        if (mark is null) return parts;
        if (!style.MarksAtStart) return parts.Append(new() { Role = PartRole.Paragraph, Sentences = [mark] });
        return parts.Select((part, i) => i == 0 ? part with { Sentences = [mark, .. part.Sentences] } : part);
    }

    /// <summary>Facts as paragraphs and list items, in order. Sentences of one paragraph stay together unless the network likes air.</summary>
    public static List<DraftPart> PartsOf(Story story, IReadOnlyList<Fact> facts, bool airy)
    {
        var parts = new List<DraftPart>();
        var run = new List<DraftSentence>();
        Fact? last = null;
        foreach (var fact in facts)
        {
            var sameItem = last is not null && fact.Sentence.Blocks[0] == last.Sentence.Blocks[0];
            if (last is not null && (fact.IsListed || last.IsListed ? !sameItem : airy && !fact.Leans || !sameItem && IsApart(last, fact))) Close();
            run.Add(fact.Sentence);
            last = fact;
        }
        Close();
        return parts;

        // A line without a full stop is no sentence that another could follow, and a quotation stands alone.
        static bool IsApart(Fact last, Fact fact) => !last.IsClosed || last.Kind == BlockKind.Quote || fact.Kind == BlockKind.Quote;

        void Close()
        {
            if (run.Count == 0) return;
            parts.Add(last!.IsListed ? Bullet(story, run.ToArray()) : new() { Role = PartRole.Paragraph, Item = story.Key, Sentences = [.. run] });
            run.Clear();
        }
    }

    public static DraftPart Bullet(Story story, params IEnumerable<DraftSentence> sentences) =>
        new() { Role = PartRole.ListItem, Item = story.Key, Sentences = [Voice.Template("•"), .. sentences] };
}
