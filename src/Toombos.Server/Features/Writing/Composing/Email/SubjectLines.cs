using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Composing.Stories;
using Toombos.Server.Features.Writing.Composing.Voicing;

namespace Toombos.Server.Features.Writing.Composing.Email;

/// <summary>
/// The subject, two alternatives of other kinds and the preview text. The subject is the lead's title; the alternatives
/// announce it in the voice's words, and tell its main fact.
/// </summary>
static class SubjectLines
{
    const int Shortest = 10, Longest = 100, LongestPreview = 150, ShortestPreview = 40;

    public static IEnumerable<DraftPart> Of(Brief brief, Story lead)
    {
        var announced = Part(PartRole.SubjectAlternative, Announced(brief, lead));
        var title = brief.Stories.Count > 1 && lead.Headline.Count > 1 ? [lead.Headline[0]] : lead.Headline;
        var whole = Lines.LengthOf(title);
        var headline = whole is >= Shortest and <= Longest ? Part(PartRole.Subject, title)
            : whole > Longest ? Part(PartRole.Subject, [Lines.Within(lead.Title, Longest, lead.Clauses)])
            : announced with { Role = PartRole.Subject };
        var fact = Fact(brief, lead);
        yield return headline;
        if (announced.Text != headline.Text) yield return announced;
        else if (Edition(brief) is { } edition && edition.Text != headline.Text) yield return edition;
        if (fact is not null && fact.Text != headline.Text && fact.Text != announced.Text) yield return fact;
        else if (Edition(brief) is { } edition && edition.Text != headline.Text && edition.Text != announced.Text) yield return edition;
        yield return Part(PartRole.PreviewText, Preview(brief, lead));
    }

    /// <summary>"News from Tidewater: Skerry 14 gets a lighter hull"</summary>
    static DraftSentence[] Announced(Brief brief, Story lead)
    {
        var phrase = brief.Voice.Sentence(Slot.News)!;
        if (phrase.Text.Length > Longest / 2) phrase = phrase with { Text = Shortened(phrase.Text) };
        return [phrase, Lines.Within(lead.Headline[0], Longest - phrase.Text.Length - 1, lead.Clauses)];
    }

    /// <summary>A brand name can be longer than a subject line.</summary>
    static string Shortened(string phrase) => Lines.Within(Voice.Template(phrase), Longest / 2, Shortening.ClauseWords.Of("")).Text;

    /// <summary>The lead's main fact, short enough for a subject.</summary>
    static DraftPart? Fact(Brief brief, Story lead)
    {
        var fact = Selection.Best(lead, words: 14, f => f.Text.Length is >= Shortest and <= 70) ?? Selection.Best(lead, words: 20, f => f.Text.Length is >= Shortest and <= Longest);
        if (fact is null)
        {
            var second = Ordering.ByWeight(brief.Stories).Skip(1).FirstOrDefault(s => s.Title.Text.Length is >= Shortest and <= Longest);
            return second is null ? null : Part(PartRole.SubjectAlternative, [second.Title]);
        }
        // A subject line has no full stop.
        var text = fact.Text.TrimEnd('.', '。');
        return Part(PartRole.SubjectAlternative, [text.Length >= Shortest ? fact.Sentence with { Text = text } : fact.Sentence]);
    }

    /// <summary>The edition's own name, for a lead that has nothing else to say.</summary>
    static DraftPart? Edition(Brief brief) =>
        brief.Voice.Say(Slot.Bulletin) is { Length: >= Shortest and <= Longest } text ? Part(PartRole.SubjectAlternative, [Voice.Template(text)]) : null;

    /// <summary>What the lead says below its title; for a lead without sentences the titles that follow, else the intro.</summary>
    static IReadOnlyList<DraftSentence> Preview(Brief brief, Story lead)
    {
        if (Snippets.Within(lead, ShortestPreview, LongestPreview) is { Count: > 0 } snippet) return snippet;
        var next = Ordering.ByWeight(brief.Stories).Skip(1).FirstOrDefault();
        if (next is not null) return [brief.Voice.Sentence(Slot.Also)!, Lines.Within(next.Title, LongestPreview / 2, next.Clauses)];
        return [Lines.Within(brief.Voice.Sentence(Slot.IntroOne)!, LongestPreview, lead.Clauses)];
    }

    static DraftPart Part(PartRole role, IReadOnlyList<DraftSentence> sentences) => new() { Role = role, Sentences = sentences };
}
