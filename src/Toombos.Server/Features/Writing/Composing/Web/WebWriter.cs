using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Composing.Stories;
using Toombos.Server.Features.Writing.Composing.Voicing;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Writing.Composing.Web;

/// <summary>Writes web posts: one per item with all that it holds, or one digest of them all.</summary>
static class WebWriter
{
    const int LongestSlug = 100;

    public static IReadOnlyList<ComposedDraft> Write(Brief brief)
    {
        if (brief.Request.WebPosts == WebPosts.Digest) return [WriteDigest(brief)];
        var slugs = Taken();
        return [.. brief.Stories.Select(story => WritePost(brief, story, Unique(slugs, string.Join(' ', story.Headline.Select(s => s.Text)))))];
    }

    /// <summary>The page that lists the posts has this name.</summary>
    static HashSet<string> Taken() => new(StringComparer.Ordinal) { "index" };

    static ComposedDraft WritePost(Brief brief, Story story, string slug)
    {
        var parts = new List<DraftPart>();
        parts.AddRange(WebLines.Of(brief, story, story.Headline.Count > 1 ? story.Headline : [story.PlainTitle]));
        parts.AddRange(story.Body.At(headingLevel: 2));
        if (story.Link is not null) parts.Add(Call(brief, story.Link, Slot.CtaStory, null));
        else if (brief.Brand.Site is { } site) parts.Add(Call(brief, site, Slot.CtaSite, null));
        AddDisclaimer(brief, parts);
        return brief.Draft(story.Key, new()
        {
            Slug = slug,
            Tags = story.Item.Tags,
            Link = story.Link ?? brief.Brand.Site,
            Language = brief.Language,
            Parts = parts,
        });
    }

    static ComposedDraft WriteDigest(Brief brief)
    {
        var byWeight = Ordering.ByWeight(brief.Stories);
        var lead = byWeight[0];
        var title = TitleSupport.Edition(brief.Request.Title, brief.Request.Items) ?? new DraftSentence(brief.Request.Title, SentenceOrigin.Verbatim, lead.Support);
        var parts = new List<DraftPart>();
        parts.AddRange(WebLines.Of(brief, lead, [title]));
        parts.Add(new() { Role = PartRole.Intro, Sentences = [brief.Voice.Sentence(brief.Stories.Count == 1 ? Slot.IntroOne : Slot.IntroMany)!] });
        foreach (var story in byWeight.Where(s => s.Item.Flags.Featured)) AddItem(brief, parts, story, level: 2);
        foreach (var section in Ordering.BySection(brief.Stories.Where(s => !s.Item.Flags.Featured)))
        {
            if (section.Key is not null) parts.Add(Sections.Heading(section.Key, section.First(), level: 2));
            foreach (var story in section.OrderBy(s => s.Item.Flags.Priority)) AddItem(brief, parts, story, section.Key is null ? 2 : 3);
        }
        AddDisclaimer(brief, parts);
        return brief.Draft(null, new()
        {
            Slug = Unique(Taken(), brief.Request.Title),
            Tags = Sections.Tags(brief.Stories),
            Link = lead.Link ?? brief.Brand.Site,
            Language = brief.Language,
            Parts = parts,
        });
    }

    static void AddItem(Brief brief, List<DraftPart> parts, Story story, int level)
    {
        parts.Add(story.Heading(level, plain: true));
        parts.AddRange(story.Body.At(level + 1));
        if (story.Link is not null) parts.Add(Call(brief, story.Link, Slot.ReadMore, story.Key));
    }

    static DraftPart Call(Brief brief, string link, Slot slot, string? item) =>
        new() { Role = PartRole.CallToAction, Url = link, Item = item, Sentences = [brief.Voice.Sentence(slot)!] };

    static void AddDisclaimer(Brief brief, List<DraftPart> parts)
    {
        if (brief.Voice.Sentence(Slot.Disclaimer) is { } disclaimer) parts.Add(new() { Role = PartRole.Closing, Sentences = [disclaimer] });
    }

    /// <summary>Two items with one title get two addresses.</summary>
    static string Unique(HashSet<string> taken, string title)
    {
        var slug = Slug.From(title, LongestSlug);
        if (taken.Add(slug)) return slug;
        for (var number = 2; ; number++)
        {
            var suffix = $"-{number}";
            var numbered = slug[..Math.Min(slug.Length, LongestSlug - suffix.Length)].TrimEnd('-') + suffix;
            if (taken.Add(numbered)) return numbered;
        }
    }
}
