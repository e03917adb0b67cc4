using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Composing.Stories;
using Toombos.Server.Features.Writing.Composing.Voicing;

namespace Toombos.Server.Features.Writing.Composing.Social;

/// <summary>Writes a compact bulletin for a chat: a heading, a line per item, links.</summary>
sealed class BulletinWriter(Brief brief, NetworkStyle style)
{
    readonly PostParts make = new(brief, style);

    public Post Write(IReadOnlyList<Story> stories)
    {
        var post = new Post(brief.Channel, style, numbered: false);
        if (stories.Count == 1) return Alone(post, stories[0]);
        if (brief.Voice.Sentence(Slot.Bulletin) is { } heading) post.TryHead(PostParts.Line(PartRole.Intro, null, heading));
        make.Link(post, stories[0]);
        if (style.Grouped)
        {
            Add(post, stories[0]);
            foreach (var section in Ordering.BySection(stories.Skip(1))) AddSection(post, section);
        }
        else foreach (var story in stories) Add(post, story);
        return post;
    }

    Post Alone(Post post, Story story)
    {
        make.Begin(post, story, style.Lead);
        make.Link(post, story);
        make.Fill(post, story, style.WordsAlone);
        return post;
    }

    void AddSection(Post post, IGrouping<string?, Story> section)
    {
        var heading = section.Key is { } title ? Sections.Heading(title, section.First(), level: 2) : null;
        foreach (var story in section)
        {
            var added = heading is null ? Add(post, story) : make.Bullets(story, style.FactWords).Any(line => post.TryBody([heading, line]));
            if (added) heading = null;
        }
    }

    bool Add(Post post, Story story) => make.Bullets(story, style.FactWords).Any(post.TryBody);
}
