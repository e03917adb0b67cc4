using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Composing.Stories;
using Toombos.Server.Features.Writing.Composing.Voicing;

namespace Toombos.Server.Features.Writing.Composing.Social;

/// <summary>Writes one structured post: hook, the lead's substance, further items as a list, question, link, hashtags.</summary>
sealed class FeedPostWriter(Brief brief, NetworkStyle style)
{
    readonly PostParts make = new(brief, style);

    public Post Write(IReadOnlyList<Story> stories)
    {
        var lead = stories[0];
        var post = new Post(brief.Channel, style, numbered: false);
        make.Begin(post, lead, style.Lead);
        make.Question(post, one: stories.Count == 1);
        make.Link(post, lead);
        make.Hashtag(post, stories);

        make.Fill(post, lead, stories.Count == 1 ? style.WordsAlone : style.Words);
        if (stories.Count > 1) AddOthers(post, stories);
        return post;
    }

    void AddOthers(Post post, IReadOnlyList<Story> stories)
    {
        var also = brief.Voice.Sentence(Slot.Also) is { } phrase ? PostParts.Line(PartRole.Paragraph, null, phrase) : null;
        var listed = false;
        foreach (var story in stories.Skip(1))
        {
            // The announcement goes in with the first line that fits, never alone.
            var added = make.Bullets(story, style.FactWords).Any(line => listed || also is null ? post.TryBody(line) : post.TryBody([also, line]));
            listed |= added;
        }
    }
}
