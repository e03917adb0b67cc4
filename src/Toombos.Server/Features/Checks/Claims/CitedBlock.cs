using Toombos.Client.Checks;

namespace Toombos.Server.Features.Checks.Claims;

/// <summary>A cited block with the title lines of its item.</summary>
sealed record CitedBlock(string Id, EvidenceText Text, EvidenceText Header)
{
    public ClaimEvidence At((int Start, int Length, string Text) span) => new(Id, span.Start, span.Length, span.Text);

    public ClaimEvidence InText(FoundFact fact) => At(Text.Span(fact.Start, fact.End));

    /// <summary>Words that stand over the block have no place in it.</summary>
    public ClaimEvidence Over(string words) => new(Id, 0, 0, words);

    public ClaimEvidence Over(FoundFact fact) => Over(Header.Span(fact.Start, fact.End).Text);

    public ClaimEvidence Within(string folded)
    {
        var text = Text.In("").Text;
        var at = text.IndexOf(folded, StringComparison.OrdinalIgnoreCase);
        return at >= 0 ? At(Text.Span(at, at + folded.Length)) : Over(folded);
    }
}
