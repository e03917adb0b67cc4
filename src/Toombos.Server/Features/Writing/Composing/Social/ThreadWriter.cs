using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Composing.Stories;

namespace Toombos.Server.Features.Writing.Composing.Social;

/// <summary>
/// Writes threads: the lead's post, then a post per item, per few items or per category, as the network likes it; for one
/// item a post, and more where one can't hold what it says.
/// </summary>
sealed class ThreadWriter(Brief brief, NetworkStyle style)
{
    /// <summary>Posts about a single item.</summary>
    const int MostAlone = 5;

    /// <summary>Words left over that are worth another post.</summary>
    const int WorthAPost = 25;

    /// <summary>Words below which a post is a riddle without its title: “Approved without changes.”</summary>
    const int FewestAlone = 12;

    readonly PostParts make = new(brief, style);

    public List<Post> Write(IReadOnlyList<Story> stories)
    {
        if (stories.Count == 1) return Alone(stories[0]);
        var posts = new List<Post> { Lead(stories, numbered: true, out _) };
        if (style.Grouped) posts.AddRange(Ordering.BySection(stories.Skip(1)).SelectMany(Section));
        else posts.AddRange(stories.Skip(1).Chunk(Math.Max(1, style.PerPost)).SelectMany(Share));
        posts.RemoveAll(p => p.IsEmpty);
        make.Question(posts[^1], one: false);
        if (posts.Count > 1 && stories[0].Link is not null) make.Site(posts[^1]);
        return posts;
    }

    Post Lead(IReadOnlyList<Story> stories, bool numbered, out List<Fact> facts)
    {
        var story = stories[0];
        var post = New(numbered);
        var factFirst = style.Lead == PostLead.Fact && story.Ranked is [{ IsListed: false }, ..];
        if (!factFirst) make.Begin(post, story, style.Lead);
        make.Link(post, story);
        make.Hashtag(post, stories);
        facts = make.Fill(post, story, style.Words);
        // A network that begins with the fact falls back on the title where no sentence fits, or none that stands alone.
        if (factFirst && (facts is not [{ IsClosed: true }, ..] || facts.Sum(f => f.Words) < FewestAlone)) make.Begin(post, story, PostLead.Title);
        return post;
    }

    Post Follow(Story story)
    {
        var post = New();
        make.Begin(post, story, PostLead.Plain);
        make.OwnLink(post, story);
        make.Fill(post, story, style.Words);
        return post;
    }

    List<Post> Alone(Story story)
    {
        var posts = new List<Post> { Lead([story], numbered: false, out var facts) };
        if (LeftOver(story, facts) >= WorthAPost)
        {
            posts = [Lead([story], numbered: true, out facts)];
            Continue(posts, story, facts);
        }
        make.Question(posts[^1], one: true);
        return posts;
    }

    /// <summary>Packs what else the story has to say into further posts, in its own order.</summary>
    void Continue(List<Post> posts, Story story, List<Fact> said)
    {
        var words = make.Words(style.Words);
        var rest = Selection.Pick(story, words * (MostAlone - 1), _ => true, said.Select(f => f.Index).ToHashSet());
        var batch = new List<Fact>();
        foreach (var fact in rest)
        {
            if (batch.Count > 0 && (batch.Sum(f => f.Words) + fact.Words > words * 4 / 3 || !New().WouldFit(Post.PartsOf(story, [.. batch, fact], style.Airy)))) Close();
            batch.Add(fact);
        }
        Close();

        void Close()
        {
            var post = New();
            if (batch.Count > 0 && posts.Count < MostAlone && post.TryBody(Post.PartsOf(story, batch, style.Airy))) posts.Add(post);
            batch.Clear();
        }
    }

    static int LeftOver(Story story, List<Fact> facts) => story.Facts.Where(f => !facts.Exists(u => u.Index == f.Index)).Sum(f => f.Words);

    /// <summary>Posts of one category: its title and a line per item; more than one where they don't fit.</summary>
    IEnumerable<Post> Section(IGrouping<string?, Story> section)
    {
        if (section.Key is not { } title || section.Count() == 1) return section.Select(Follow);
        var posts = new List<Post>();
        foreach (var story in section)
        {
            if (posts.Count > 0 && make.Bullets(story, style.FactWords).Any(posts[^1].TryBody)) continue;
            var post = New();
            if (posts.Count == 0) post.TryHead(Sections.Heading(title, section.First(), level: 2));
            posts.Add(make.Bullets(story, style.FactWords).Any(post.TryBody) ? post : Follow(story));
        }
        return posts;
    }

    /// <summary>Items that share a post: a title and a sentence or two each. What does not fit gets a post of its own.</summary>
    IEnumerable<Post> Share(Story[] stories)
    {
        if (stories.Length == 1) return stories.Select(Follow);
        var shared = New();
        var alone = new List<Post>();
        foreach (var story in stories)
            if (!make.Titled(shared, story)) alone.Add(Follow(story));
        return alone.Prepend(shared);
    }

    Post New(bool numbered = true) => new(brief.Channel, style, numbered);
}
