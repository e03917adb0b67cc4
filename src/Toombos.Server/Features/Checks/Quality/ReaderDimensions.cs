using System.Globalization;
using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Checks.Rules;

namespace Toombos.Server.Features.Checks.Quality;

/// <summary>Engagement and search: what makes somebody stop, read on, click, and find the text at all.</summary>
static class ReaderDimensions
{
    public static IEnumerable<Loss> Engagement(DraftView draft, TextFigures text, IReadOnlyList<Claim> claims)
    {
        if (text.Words == 0) { yield return new(100, "Write a body."); yield break; }
        var first = text.Sentences.FirstOrDefault(s => s.Sentence.Part.Role is not (PartRole.Greeting or PartRole.Heading)) ?? text.Sentences[0];
        if (first.Words > 25) yield return new(15, "Open with a shorter sentence: this one has more than 25 words.", first.Sentence);
        if (!IsHook(first.Sentence, draft, claims)) yield return new(10, "Open with a figure, a name, a question or the reader: this sentence has none.", first.Sentence);
        if (!draft.Has(PartRole.CallToAction)) yield return new(draft.Content.Link is null ? 25 : 15, "Tell readers what to do next: add a call to action after this sentence.", text.Sentences[^1].Sentence);
        else if (draft.Content.Link is null && !draft.Parts.Any(p => p.Url is not null || p.Links.Count > 0) && !draft.Body.Any(s => s.Text.Contains("://", StringComparison.Ordinal)))
            yield return new(10, "Give the call to action a link.", draft.PlaceOf(PartRole.CallToAction), draft.Content.TextOf(PartRole.CallToAction));
        if (Wording.Reader.TryGetValue(draft.Content.Language, out var reader) && !draft.Body.Any(s => reader.In(s.Folded).Count > 0))
            yield return new(10, "Speak to the reader once, for example here.", first.Sentence);
        if (!claims.Any(c => c.Kind is not ClaimKind.Quote)) yield return new(10, "Add something concrete: a figure, a date or a name from the source.", first.Sentence);
        if (Length(draft, text) is { } length) yield return length;
    }

    static bool IsHook(PlacedSentence sentence, DraftView draft, IReadOnlyList<Claim> claims) =>
        sentence.Text.Contains('?') || sentence.Text.Contains('？')
        || claims.Any(c => c.At == sentence.Place)
        || (Wording.Reader.TryGetValue(draft.Content.Language, out var reader) && reader.In(sentence.Folded).Count > 0);

    /// <summary>Words against the channel's target; a thread is judged by its average post. Twice too long, or half too short, loses all.</summary>
    static Loss? Length(DraftView draft, TextFigures text)
    {
        if (draft.Target is not var (least, most)) return null;
        var words = (double)text.Words / Math.Max(1, draft.Posts.Count);
        var off = words < least ? (least - words) / least * 1.5 : words > most ? (words - most) / most : 0;
        if (off <= 0) return null;
        var advice = string.Create(CultureInfo.InvariantCulture, $"{draft.Input.Channel.Name} readers like {least} to {most} words{(draft.Posts.Count > 1 ? " a post" : "")}; here are {words:0}.");
        return words < least ? new(Math.Min(20, off * 20), advice) : new(Math.Min(20, off * 20), advice + " This sentence can go first.", text.Longest?.Sentence);
    }

    public static IEnumerable<Loss> Search(DraftView draft) => draft.Family switch
    {
        ChannelFamily.Email => EmailSearch(draft),
        ChannelFamily.Web => WebSearch(draft),
        _ => SocialSearch(draft),
    };

    static IEnumerable<Loss> EmailSearch(DraftView draft)
    {
        if (draft.Content.TextOf(PartRole.Subject) is not { Length: > 0 } subject) { yield return new(60, "Write a subject."); yield break; }
        if (subject.Length is < 20 or > 70) yield return new(15, "A subject of 20 to 70 characters is read whole.", draft.PlaceOf(PartRole.Subject), subject);
        if (draft.Content.TextOf(PartRole.PreviewText) is not { Length: > 0 } preview) yield return new(25, "Write a preview text: inboxes show it behind the subject.");
        else if (preview.Length is < 30 or > 150) yield return new(10, "A preview text of 30 to 150 characters fills the line.", draft.PlaceOf(PartRole.PreviewText), preview);
    }

    static IEnumerable<Loss> WebSearch(DraftView draft)
    {
        var title = draft.Content.TextOf(PartRole.Title);
        if (string.IsNullOrEmpty(title)) yield return new(40, "Write a title.");
        else if (title.Length is < 20 or > 70) yield return new(10, "A title of 20 to 70 characters is shown whole in search results.", draft.PlaceOf(PartRole.Title), title);
        if (draft.Content.TextOf(PartRole.SeoTitle) is not { Length: > 0 and <= 60 } seo) yield return new(10, "Write an SEO title of at most 60 characters.", draft.PlaceOf(PartRole.SeoTitle), draft.Content.TextOf(PartRole.SeoTitle));
        else if (title is not null && !SharesWord(seo, title)) yield return new(5, "Let the SEO title share a word with the title.", draft.PlaceOf(PartRole.SeoTitle), seo);
        var description = draft.Content.TextOf(PartRole.SeoDescription);
        if (string.IsNullOrEmpty(description)) yield return new(20, "Write an SEO description of 120 to 160 characters.");
        else if (description.Length is < 120 or > 160) yield return new(8, "Search results show 120 to 160 characters of the description.", draft.PlaceOf(PartRole.SeoDescription), description);
        if (string.IsNullOrEmpty(draft.Content.Slug)) yield return new(15, "Give the post a slug.");
        if (string.IsNullOrEmpty(draft.Content.TextOf(PartRole.Excerpt))) yield return new(8, "Write an excerpt for lists and feeds.");
        if (draft.Content.Tags.Count == 0) yield return new(7, "Add a tag or two.");
        if (draft.BodyWords >= 300 && !draft.Has(PartRole.Heading)) yield return new(12, "Add subheads: search engines and readers go by them.");
        if (draft.BodyWords < 300) yield return new((300 - draft.BodyWords) / 300.0 * 12, "Short posts are found less: say more than this.", draft.Last);
        if (draft.Content.Link is null && !draft.Parts.Any(p => p.Links.Count > 0 || p.Url is not null)) yield return new(7, "Link to the source or to a next step.", draft.Last);
        if (title is not null && draft.Body.Count > 0 && !draft.Body.Take(4).Any(s => SharesWord(s.Text, title))) yield return new(8, "Use a word of the title in the opening.", draft.Body[0]);
    }

    static IEnumerable<Loss> SocialSearch(DraftView draft)
    {
        if (draft.WantsHashtags && !draft.Has(PartRole.Hashtags) && !draft.Posts.Any(p => p.Contains('#')))
            yield return new(35, "Add a hashtag or two.", draft.Last);
        if (draft.Content.Link is null && !draft.Posts.Any(p => p.Contains("://", StringComparison.Ordinal))) yield return new(20, "Add a link.", draft.Last);
    }

    static bool SharesWord(string text, string title)
    {
        var folded = new FoldedText(text).Words;
        return new FoldedText(title).Words.Any(w => w.Length > 3 && folded.Contains(w));
    }
}
