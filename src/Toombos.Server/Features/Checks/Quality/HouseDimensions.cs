using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Checks.Rules;

namespace Toombos.Server.Features.Checks.Quality;

/// <summary>Brand and structure: whether the draft sounds like the house, and has the parts that its channel needs.</summary>
static class HouseDimensions
{
    public static IEnumerable<Loss> Brand(DraftView draft, IReadOnlyList<Finding> findings, IReadOnlyList<Claim> claims)
    {
        foreach (var finding in findings)
            if (finding.Code.StartsWith("brand.", StringComparison.Ordinal) || finding.Code.StartsWith("voice.", StringComparison.Ordinal)
                || finding.Code.StartsWith("wording.", StringComparison.Ordinal) || finding.Code is "template.fact" or "subject.spam-word")
                yield return new(finding.Severity switch { Severity.Error => 35, Severity.Warning => 12, _ => 5 }, finding.Message, finding.At, TextAt(draft, finding.At));
        foreach (var claim in claims)
            if (claim.IsOpen)
                yield return new(15, claim.Evidence is { } evidence ? $"Check “{claim.Text}”: the source says “{evidence.Text}”." : $"Check “{claim.Text}”: no cited block says so.", claim.At, TextAt(draft, claim.At));
    }

    static string? TextAt(DraftView draft, SentencePlace? place) =>
        place is not null && place.Part < draft.Parts.Count && place.Sentence < draft.Parts[place.Part].Sentences.Count ? draft.Parts[place.Part].Sentences[place.Sentence].Text : null;

    /// <summary>A list of what the channel's drafts have; each missing thing costs its share.</summary>
    public static IEnumerable<Loss> Structure(DraftView draft)
    {
        var list = (draft.Family switch
        {
            ChannelFamily.Email => Email(draft),
            ChannelFamily.Web => Web(draft),
            _ => Social(draft),
        }).ToList();
        foreach (var (met, advice, at) in list)
            if (!met) yield return new(100.0 / list.Count, advice, at);
    }

    static IEnumerable<(bool Met, string Advice, PlacedSentence? At)> Email(DraftView draft)
    {
        yield return (draft.Has(PartRole.Subject), "Write a subject.", null);
        yield return (draft.Has(PartRole.Greeting), "Greet the readers.", draft.First);
        yield return (draft.Has(PartRole.CallToAction), "Add a call to action.", draft.Last);
        yield return (draft.Has(PartRole.Closing), "Close with a line of your own.", draft.Last);
        var (paragraphs, crowded) = Paragraphs(draft);
        yield return (paragraphs >= 2 && crowded is null, paragraphs < 2 ? "Write at least two paragraphs." : "More than six paragraphs without a heading: put one over this.", crowded ?? draft.Last);
    }

    /// <summary>All paragraphs, and the first one that is the seventh under its heading.</summary>
    static (int Count, PlacedSentence? Crowded) Paragraphs(DraftView draft)
    {
        int count = 0, run = 0;
        PlacedSentence? crowded = null;
        for (var p = 0; p < draft.Parts.Count; p++)
        {
            if (draft.Parts[p].Role == PartRole.Heading) run = 0;
            if (draft.Parts[p].Role is not (PartRole.Paragraph or PartRole.Intro) || draft.Parts[p].Sentences.Count == 0) continue;
            count++;
            if (++run == 7) crowded ??= new(new(p, 0), draft.Parts[p], draft.Parts[p].Sentences[0].Text);
        }
        return (count, crowded);
    }

    /// <summary>Short posts need no subheads and no list: those are asked of 300 words and more, three paragraphs of 150.</summary>
    static IEnumerable<(bool Met, string Advice, PlacedSentence? At)> Web(DraftView draft)
    {
        var longest = draft.Body.MaxBy(s => s.Text.Length);
        yield return (draft.Has(PartRole.Title), "Write a title.", null);
        var paragraphs = Paragraphs(draft).Count;
        yield return (paragraphs >= (draft.BodyWords >= 150 ? 3 : 1), "Break the text into at least three paragraphs, for example before this sentence.", longest);
        yield return (draft.Has(PartRole.CallToAction) || draft.Has(PartRole.Closing), "End with a conclusion or a next step.", draft.Last);
        if (draft.BodyWords < 300) yield break;
        yield return (draft.Has(PartRole.Heading), "Add subheads, the first one before this sentence.", longest);
        yield return (draft.Has(PartRole.ListItem) || draft.Has(PartRole.TableRow), "Turn a run of facts into a list.", longest);
    }

    static IEnumerable<(bool Met, string Advice, PlacedSentence? At)> Social(DraftView draft)
    {
        var first = draft.First;
        yield return (first is not null && Platform.Text.Words.Count(first.Text) <= 25, "Open with one short sentence.", first);
        yield return (draft.Has(PartRole.CallToAction) || draft.Content.Link is not null, "Add a call to action.", draft.Last);
        if (!draft.WantsHashtags) yield break;
        var tags = draft.Posts.Sum(p => Claims.Tokenizer.Read(p).Count(t => t.Kind == Claims.TokenKind.Tag && p[t.Start] == '#'));
        yield return (tags is >= 1 and <= 5, "Use one to five hashtags.", draft.Last);
    }
}
