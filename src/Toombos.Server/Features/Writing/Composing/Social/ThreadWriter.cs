using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Composing.Stories;

namespace Toombos.Server.Features.Writing.Composing.Social;

/// <summary>
/// Writes threads: a post per item, or per category where the network groups; for one item a post, and more where one
/// can't hold what it says.
/// </summary>
sealed class ThreadWriter(Brief brief, NetworkStyle style)
{
    /// <summary>Posts about a single item.</summary>
    const int MostAlone = 5;

    /// <summary>Words left over that are worth another post.</summary>
    const int WorthAPost = 25;

    readonly PostParts make = new(brief, style);

    public List<Post> Write(IReadOnlyList<Story> stories)
    {
        if (stories.Count == 1) return Alone(stories[0]);
        var posts = new List<Post> { Lead(stories, numbered: true, out _) };
        if (style.Grouped) posts.AddRange(Ordering.BySection(stories.Skip(1)).SelectMany(Group));
        else posts.AddRange(stories.Skip(1).Select(s => Follow(s)));
        posts.RemoveAll(p => p.IsEmpty);
        make.Question(posts[^1], one: false);
        if (stories[0].Link is not null && posts.Count > 1) make.Link(posts[^1], stories[0] is var lead && lead.Link is null ? lead : NoLink, siteToo: true);
        return posts;
    }

    /// <summary>Stands for the brand's site where the last post should lead there.</summary>
    Story NoLink => field ??= new(brief.Stories[0].Item with { Link = null }, brief.Language);

    Post Lead(IReadOnlyList<Story> stories, bool numbered, out List<Fact> facts)
    {
        var story = stories[0];
        var post = new Post(brief.Channel, style, numbered);
        var factFirst = style.Lead == PostLead.Fact && story.Ranked.Any(f => !f.Leans);
        if (!factFirst) make.Begin(post, story, style.Lead);
        make.Link(post, story, siteToo: true);
        make.Hashtag(post, stories);
        facts = make.Fill(post, story, style.Words);
        // A network that begins with the fact falls back on the title where no sentence fits.
        if (factFirst && facts.Count == 0) make.Begin(post, story, PostLead.Title);
        return post;
    }

    Post Follow(Story story)
    {
        var post = new Post(brief.Channel, style, numbered: true);
        make.Begin(post, story, PostLead.Title);
        make.Link(post, story, siteToo: false, phrase: false);
        make.Fill(post, story, style.Words);
        return post;
    }

    List<Post> Alone(Story story)
    {
        var single = Lead([story], numbered: false, out var facts);
        var used = facts.Select(f => f.Index).ToHashSet();
        if (story.Facts.Where(f => !used.Contains(f.Index)).Sum(f => f.Words) < WorthAPost)
        {
            make.Question(single, one: true);
            return [single];
        }
        var posts = new List<Post> { Lead([story], numbered: true, out facts) };
        used = [.. facts.Select(f => f.Index)];
        while (posts.Count < MostAlone)
        {
            var post = new Post(brief.Channel, style, numbered: true);
            var added = make.Fill(post, story, style.Words, used);
            if (added.Count == 0) break;
            used.UnionWith(added.Select(f => f.Index));
            posts.Add(post);
        }
        make.Question(posts[^1], one: true);
        return posts;
    }

    /// <summary>Posts of one category: its title and a line per item; more than one where they don't fit.</summary>
    IEnumerable<Post> Group(IGrouping<string?, Story> section)
    {
        var post = new Post(brief.Channel, style, numbered: true);
        if (section.Key is { } title) post.TryHead(Sections.Heading(title, section.First(), level: 2));
        var empty = true;
        foreach (var story in section)
        {
            if (make.Bullets(story, 26).Any(post.TryBody)) { empty = false; continue; }
            if (!empty) yield return post;
            post = Follow(story);
            empty = post.IsEmpty;
        }
        if (!empty) yield return post;
    }
}
