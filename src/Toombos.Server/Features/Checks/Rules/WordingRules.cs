using System.Globalization;
using System.Text;
using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;

namespace Toombos.Server.Features.Checks.Rules;

/// <summary>How a draft is worded: prohibited and banned terms, spam words, emoji and exclamation marks, and the voice it should have.</summary>
sealed class WordingRules(DraftView draft)
{
    readonly List<Finding> findings = [];
    readonly List<(SentencePlace Place, FoldedText Text, PartRole Role)> sentences = [.. draft.All.Select(s => (s.Place, s.Folded, s.Part.Role))];

    public static IReadOnlyList<Finding> Run(DraftView draft)
    {
        var rules = new WordingRules(draft);
        rules.Run();
        return rules.findings;
    }

    void Add(string code, Severity severity, string message, SentencePlace? at) => findings.Add(new(code, severity, message, at));

    void Run()
    {
        Terms();
        Headlines();
        Marks();
        foreach (var tone in Wording.TonesOf(draft.Input.Voice)) Voice(tone);
    }

    void Terms()
    {
        var banned = new TermSet(draft.Input.Brand.BannedTerms);
        foreach (var (place, text, _) in sentences)
        {
            foreach (var term in banned.In(text)) Add("brand.banned-term", Severity.Error, $"“{term}” is on the workspace's list of banned terms.", place);
            foreach (var group in Wording.Prohibited)
                foreach (var term in group.Terms.In(text)) Add(group.Code, group.Severity, $"“{term}” {group.Advice}.", place);
            if (Wording.HealthVerbs.In(text) is [var verb, ..] && Wording.HealthNouns.In(text) is [var noun, ..])
                Add("brand.health-claim", Severity.Error, $"“{verb}” with “{noun}” is a health claim that must not be published.", place);
        }
    }

    void Headlines()
    {
        foreach (var (place, text, role) in sentences)
        {
            if (role is PartRole.Subject or PartRole.SubjectAlternative) Subject(place, text, draft.Parts[place.Part].Text);
            if (role is PartRole.Title or PartRole.Subject && place.Sentence == 0) TitleLength(place, draft.Parts[place.Part].Text, role);
        }
    }

    void Subject(SentencePlace place, FoldedText text, string written)
    {
        foreach (var term in Wording.Spam.In(text)) Add("subject.spam-word", Severity.Warning, $"“{term}” in a subject makes mail land among the spam: say it another way.", place);
        if (written.Contains("!!!", StringComparison.Ordinal)) Add("subject.spam-word", Severity.Warning, "“!!!” in a subject makes mail land among the spam.", place);
        var letters = written.Count(char.IsLetter);
        var capitals = written.Count(char.IsUpper);
        if (letters >= 10 && capitals * 100 > letters * CheckLimits.Current.SubjectCapitals)
            Add("subject.capitals", Severity.Warning, string.Create(CultureInfo.InvariantCulture, $"{capitals * 100 / letters} % of the subject's letters are capitals; keep it under {CheckLimits.Current.SubjectCapitals} %."), place);
    }

    void TitleLength(SentencePlace place, string text, PartRole role)
    {
        var (least, most) = (CheckLimits.Current.TitleAdvice[0], CheckLimits.Current.TitleAdvice[1]);
        var count = TextCounter.Count(text, CountingRule.Graphemes);
        if (count < least || count > most)
            Add("title.length-advice", Severity.Warning, string.Create(CultureInfo.InvariantCulture, $"The {(role == PartRole.Subject ? "subject" : "title")} has {count} characters; {least} to {most} read best."), place);
    }

    void Marks()
    {
        var name = draft.IsBlog ? "blog" : CheckLimits.NameOf(draft.Family);
        var (emoji, exclamations) = (CheckLimits.Current.Emoji[name], CheckLimits.Current.Exclamations[name]);
        var texts = draft.Family == ChannelFamily.Social
            ? draft.Posts.Select((text, i) => (text, (SentencePlace?)draft.PlaceOfPost(i + 1)))
            : [(string.Join('\n', draft.Parts.Where(p => p.Role is not (PartRole.SubjectAlternative or PartRole.Code or PartRole.Excerpt or PartRole.SeoTitle or PartRole.SeoDescription or PartRole.PreviewText)).Select(p => p.Text)), null)];
        // Excerpts and descriptions repeat the body: what stands there once counts once.
        foreach (var (text, at) in texts)
        {
            if (Emoji.Count(text) is var faces && faces > emoji)
                Add("wording.emoji", Severity.Warning, string.Create(CultureInfo.InvariantCulture, $"{faces} emoji; {(emoji == 0 ? "none" : $"at most {emoji}")} here."), at);
            if (text.Count(c => c is '!' or '！') is var cries && cries > exclamations)
                Add("wording.exclamations", Severity.Warning, string.Create(CultureInfo.InvariantCulture, $"{cries} exclamation marks; {(exclamations == 0 ? "none" : $"at most {exclamations}")} here."), at);
        }
    }

    void Voice(Tone tone)
    {
        foreach (var (place, text, role) in sentences)
        {
            foreach (var term in tone.Avoid.In(text)) Add("voice.avoid", Severity.Warning, $"“{term}” does not sound {Named(tone)}.", place);
            if (tone.Calm && role is not PartRole.Code && text.Text.Contains('!')) Add("voice.exclamation", Severity.Info, $"The {Named(tone)} voice does without exclamation marks.", place);
        }
        if (draft.Body.Count >= 3 && draft.BodyWords > tone.Longest * draft.Body.Count)
            Add("voice.long-sentences", Severity.Info, string.Create(CultureInfo.InvariantCulture, $"Sentences have {draft.BodyWords / draft.Body.Count} words on average; the {Named(tone)} voice keeps to {tone.Longest}."), null);
        if (tone.Reader && draft.Body.Count >= 3 && Wording.Reader.TryGetValue(draft.Content.Language, out var reader) && !sentences.Any(s => s.Role >= PartRole.Greeting && reader.In(s.Text).Count > 0))
            Add("voice.reader", Severity.Info, $"The {Named(tone)} voice speaks to the reader: say “you” once.", null);
    }

    static string Named(Tone tone) => tone.Name.Replace('_', ' ');
}

/// <summary>Counts emoji as people see them: a family or a flag is one.</summary>
static class Emoji
{
    public static int Count(string text)
    {
        var count = 0;
        var joined = false;
        var flag = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var value = rune.Value;
            if (value == 0x200D) { joined = true; continue; }
            if (value is 0xFE0F or 0x20E3 || value is >= 0x1F3FB and <= 0x1F3FF || value is >= 0xE0020 and <= 0xE007F) continue;
            if (value is >= 0x1F1E6 and <= 0x1F1FF) { if (!flag) count++; flag = !flag; joined = false; continue; }
            flag = false;
            if (!joined && IsEmoji(value)) count++;
            joined = false;
        }
        return count;
    }

    static bool IsEmoji(int value) =>
        value is >= 0x1F300 and <= 0x1FAFF || value is >= 0x2600 and <= 0x27BF && value is not (0x2713 or 0x2714 or 0x2715 or 0x2716 or 0x2717 or 0x2718 or >= 0x2794 and <= 0x27BF)
        || value is 0x2B50 or 0x2B55 or 0x231A or 0x231B or 0x23F0 or 0x23F3 or 0x203C or 0x2049;
}
