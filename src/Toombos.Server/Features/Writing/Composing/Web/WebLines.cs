using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Composing.Stories;
using Toombos.Server.Features.Writing.Composing.Voicing;

namespace Toombos.Server.Features.Writing.Composing.Web;

/// <summary>The lines around a web post: title, excerpt, and title and description for search engines.</summary>
static class WebLines
{
    const int ShortestTitle = 10, LongestTitle = 100, LongestSeoTitle = 60;
    const int ShortestExcerpt = 90, LongestExcerpt = 300;
    const int ShortestDescription = 120, LongestDescription = 160;

    public static IEnumerable<DraftPart> Of(Brief brief, Story lead, IReadOnlyList<DraftSentence> title)
    {
        var brand = Voice.Template($"| {brief.Brand.Name}");
        if (Lines.LengthOf(title) > LongestTitle) title = [Lines.Within(title[^1], LongestTitle, lead.Clauses)];
        var line = title[^1];
        yield return Part(PartRole.Title, Lines.LengthOf(title) < ShortestTitle ? [line, brand] : title);
        yield return Part(PartRole.Excerpt, Described(lead, line, ShortestExcerpt, LongestExcerpt));
        var seo = Lines.LengthOf(title) <= LongestSeoTitle ? title : [Lines.Within(line, LongestSeoTitle, lead.Clauses)];
        yield return Part(PartRole.SeoTitle, Lines.LengthOf(seo) + 1 + brand.Text.Length <= LongestSeoTitle ? [.. seo, brand] : seo);
        yield return Part(PartRole.SeoDescription, lead.Item.Flags.SeoDescription is { Length: > 0 and <= LongestDescription } own
            ? [new(own, SentenceOrigin.Verbatim, lead.Support)]
            : Described(lead, line, ShortestDescription, LongestDescription));
    }

    static IReadOnlyList<DraftSentence> Described(Story lead, DraftSentence title, int least, int most) =>
        Snippets.Within(lead, least, most) is { Count: > 0 } sentences ? sentences : [Lines.Within(title, most, lead.Clauses)];

    static DraftPart Part(PartRole role, IReadOnlyList<DraftSentence> sentences) => new() { Role = role, Sentences = sentences };
}
