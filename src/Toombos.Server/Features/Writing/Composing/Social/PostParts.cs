using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Composing.Shortening;
using Toombos.Server.Features.Writing.Composing.Stories;
using Toombos.Server.Features.Writing.Composing.Voicing;

namespace Toombos.Server.Features.Writing.Composing.Social;

/// <summary>The parts that posts of all shapes are made of: title lines, links, questions.</summary>
sealed class PostParts(Brief brief, NetworkStyle style)
{
    /// <summary>Sets the line that a post begins with; a title that is too long for the network is shortened.</summary>
    public void Begin(Post post, Story story, PostLead lead)
    {
        if (lead == PostLead.Opener && brief.Voice.Sentence(Slot.News) is { } opener && post.TryHead(Line(PartRole.Intro, story, [opener, .. story.Headline]))) return;
        if (lead != PostLead.Plain && post.TryHead(Line(PartRole.Heading, story, story.Headline)) || post.TryHead(Line(PartRole.Heading, story, story.Title))) return;
        var shorter = SentenceShortener.Shorten(story.Title.Text, story.Clauses, Fits) ?? Clipping.Clip(story.Title.Text, Fits);
        if (shorter is not null) post.TryHead(Titled(shorter));

        bool Fits(string text) => post.WouldFit([Titled(text)]);
        DraftPart Titled(string text) => Line(PartRole.Heading, story, story.Title with { Text = text, Origin = SentenceOrigin.Shortened });
    }

    /// <summary>Closes a post with the story's link, else the brand's site, our words before it where they fit.</summary>
    public void Link(Post post, Story story)
    {
        if (style.LinkInBio)
        {
            if ((story.Link ?? brief.Brand.Site) is { } address && brief.Voice.Sentence(Slot.Bio) is { } bio)
                post.TryTail(new() { Role = PartRole.CallToAction, Url = address, Sentences = [Decorated(bio)] });
        }
        else if (story.Link is null) Site(post);
        else if (brief.Voice.Sentence(Slot.Link) is not { } words || !post.TryTail(Call(story, Decorated(words), Address(story)))) OwnLink(post, story);
    }

    /// <summary>Closes a post with the story's bare link.</summary>
    public void OwnLink(Post post, Story story)
    {
        if (story.Link is not null && !style.LinkInBio) post.TryTail(Call(story, Address(story)));
    }

    /// <summary>Closes a post with the brand's site.</summary>
    public void Site(Post post)
    {
        if (brief.Brand.Site is { } site && brief.Voice.Sentence(Slot.Link) is { } words && !style.LinkInBio) post.TryTail(Call(null, Decorated(words), Voice.Template(site)));
    }

    static DraftSentence Address(Story story) => new(story.Link!, SentenceOrigin.Verbatim, story.Support);

    static DraftPart Call(Story? story, params IReadOnlyList<DraftSentence> sentences) =>
        new() { Role = PartRole.CallToAction, Url = sentences[^1].Text, Item = story?.Key, Sentences = sentences };

    /// <summary>A further item in a shared post: its title and what there are words for; its title alone in a tight place.</summary>
    public bool Titled(Post post, Story story)
    {
        var title = Line(PartRole.Heading, story, story.Title);
        var facts = Selection.Pick(story, Words(style.FactWords), picked => post.WouldFit([title, .. Post.PartsOf(story, picked, style.Airy)]));
        return facts.Count > 0 ? post.TryBody([title, .. Post.PartsOf(story, facts, style.Airy)]) : post.TryBody(title);
    }

    public bool Question(Post post, bool one) =>
        style.Question && brief.Voice.Sentence(one ? Slot.QuestionOne : Slot.Question) is { } question && post.TryTail(new() { Role = PartRole.CallToAction, Sentences = [question] });

    public void Hashtag(Post post, IReadOnlyList<Story> stories)
    {
        if (Hashtags.Of(brief, style, stories) is not { } tags) return;
        while (tags.Sentences.Count > 0 && !post.TryTail(tags)) tags = tags with { Sentences = [.. tags.Sentences.SkipLast(1)] };
    }

    public int Words(int words) => (int)(words * brief.Voice.Main.Sentences);

    public static DraftPart Line(PartRole role, Story? story, params IReadOnlyList<DraftSentence> sentences) =>
        new() { Role = role, Level = role == PartRole.Heading ? 2 : 0, Item = story?.Key, Sentences = sentences };

    DraftSentence Decorated(DraftSentence phrase) =>
        style.Emoji && brief.Voice.Main.Emoji is { } emoji ? phrase with { Text = $"{emoji} {phrase.Text}" } : phrase;

    /// <summary>A further item as one line: its title, and a fact that adds to it where the network wants one.</summary>
    public IEnumerable<DraftPart> Bullets(Story story, int factWords)
    {
        if (factWords > 0 && Selection.Best(story, Words(factWords), _ => true, f => !Repeats(f, story)) is { } fact)
            yield return Post.Bullet(story, story.Title, Voice.Template("–"), fact.Sentence);
        yield return Post.Bullet(story, story.Title);
    }

    /// <summary>Fills the body with what the story says, but for the title, and returns what found room.</summary>
    public List<Fact> Fill(Post post, Story story, int words, IReadOnlySet<int>? used = null)
    {
        var taken = story.Facts.Where(f => used?.Contains(f.Index) == true || Repeats(f, story)).Select(f => f.Index).ToHashSet();
        var facts = Selection.Pick(story, Words(words), picked => post.WouldFit(Post.PartsOf(story, picked, style.Airy)), taken);
        if (facts.Count > 0) post.TryBody(Post.PartsOf(story, facts, style.Airy));
        return facts;
    }

    /// <summary>A fact that says no more than the title.</summary>
    static bool Repeats(Fact fact, Story story) =>
        fact.Text.AsSpan().TrimEnd('.').Equals(story.Title.Text.AsSpan().TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
}
