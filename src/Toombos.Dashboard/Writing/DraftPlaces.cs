using Toombos.Client.Checks;
using Toombos.Client.Writing;

namespace Toombos.Dashboard.Writing;

/// <summary>Finds what checks point at in a text. A place that the text does not have is no error: it may be that of another version.</summary>
static class DraftPlaces
{
    /// <summary>Empty where there is none.</summary>
    public static string SentenceAt(this DraftContent content, SentencePlace at) =>
        at.Part < content.Parts.Count && at.Sentence < content.Parts[at.Part].Sentences.Count ? content.Parts[at.Part].Sentences[at.Sentence].Text : "";

    /// <summary>Those of the claims that stand in a post of a thread, from 1.</summary>
    public static IReadOnlyList<Claim> InPost(this IEnumerable<Claim> claims, DraftContent content, int post) =>
        [.. claims.Where(c => c.At.Part < content.Parts.Count && content.Parts[c.At.Part].Post == post)];
}
