using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Composing.Stories;
using Toombos.Server.Features.Writing.Composing.Voicing;

namespace Toombos.Server.Features.Writing.Composing.Email;

/// <summary>Writes the newsletter: subject lines, greeting, featured items, sections, one main call to action, closing.</summary>
static class NewsletterWriter
{
    const int SectionLevel = 2, ItemLevel = 3, InnerLevel = 4;

    public static ComposedDraft Write(Brief brief)
    {
        var byWeight = Ordering.ByWeight(brief.Stories);
        var featured = byWeight.Where(s => s.Item.Flags.Featured).ToList();
        var lead = byWeight[0];
        var voice = brief.Voice;
        // The button belongs below the item that the edition leads with.
        var hero = lead.Link is not null && (featured.Count > 0 || brief.Stories.Count == 1) ? lead : null;

        var parts = new List<DraftPart>();
        parts.AddRange(SubjectLines.Of(brief, lead));
        Add(parts, PartRole.Greeting, voice.Sentence(Slot.Greeting));
        Add(parts, PartRole.Intro, voice.Sentence(brief.Stories.Count == 1 ? Slot.IntroOne : Slot.IntroMany));

        var body = new ItemBodies(brief, hero);
        foreach (var story in featured) body.Write(parts, story, SectionLevel);
        var others = brief.Stories.Where(s => !s.Item.Flags.Featured).ToList();
        foreach (var section in Ordering.BySection(others))
        {
            var titled = section.Key is not null && brief.Stories.Count > 1;
            if (titled) parts.Add(Sections.Heading(section.Key!, section.First(), SectionLevel));
            foreach (var story in section.OrderBy(s => s.Item.Flags.Priority)) body.Write(parts, story, titled ? ItemLevel : SectionLevel);
        }

        var link = hero?.Link ?? brief.Brand.Site ?? lead.Link;
        if (hero is null) parts.Add(MainCall(brief));
        Add(parts, PartRole.Closing, voice.Sentence(Slot.Thanks));
        Add(parts, PartRole.Closing, voice.Sentence(Slot.SignOff));
        Add(parts, PartRole.Closing, voice.Sentence(Slot.Team));
        Add(parts, PartRole.Closing, voice.Sentence(Slot.Disclaimer));
        return brief.Draft(null, new()
        {
            Language = brief.Language,
            Link = link,
            Tags = Sections.Tags(brief.Stories),
            Parts = parts,
        });
    }

    static DraftPart MainCall(Brief brief) => new()
    {
        Role = PartRole.CallToAction,
        Url = brief.Brand.Site,
        Sentences = [brief.Voice.Sentence(brief.Brand.Site is null ? Slot.CtaReply : Slot.CtaSite)!],
    };

    static void Add(List<DraftPart> parts, PartRole role, DraftSentence? sentence)
    {
        if (sentence is not null) parts.Add(new() { Role = role, Sentences = [sentence] });
    }

    /// <summary>Writes items into the newsletter, long ones in their main sentences.</summary>
    sealed class ItemBodies(Brief brief, Story? hero)
    {
        /// <summary>Words of prose up to which a newsletter takes everything whole.</summary>
        const int WholeEdition = 700;

        /// <summary>Words of prose that a long item is brought down to in a longer edition.</summary>
        const int LongItem = 120;

        readonly bool whole = brief.Stories.Sum(s => s.Body.ProseWords) <= WholeEdition;

        public void Write(List<DraftPart> parts, Story story, int level)
        {
            parts.Add(story.Heading(level));
            var shown = whole || story.Body.ProseWords <= LongItem * 2 ? story.Body.At(level + 1) : Digest.Of(story, LongItem, Math.Min(level + 1, InnerLevel));
            parts.AddRange(shown);
            if (story == hero) parts.Add(new() { Role = PartRole.CallToAction, Url = story.Link, Sentences = [brief.Voice.Sentence(Slot.CtaStory)!] });
            else if (story.Link is not null) parts.Add(new() { Role = PartRole.CallToAction, Url = story.Link, Item = story.Key, Sentences = [brief.Voice.Sentence(Slot.ReadMore)!] });
        }
    }
}
