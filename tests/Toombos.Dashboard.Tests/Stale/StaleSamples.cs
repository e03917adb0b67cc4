using Toombos.Client.Checks;
using Toombos.Client.Documents;
using Toombos.Client.Stale;
using Toombos.Client.Writing;
using Toombos.Dashboard.Tests.Documents;
using Toombos.Dashboard.Tests.Writing;

namespace Toombos.Dashboard.Tests.Stale;

/// <summary>Texts that no longer match their source, as the API would send them.</summary>
static class StaleSamples
{
    static readonly IReadOnlyList<TextSpan> Spans = [new(SpanKind.Same, "The hull weighs "), new(SpanKind.Deleted, "20"), new(SpanKind.Inserted, "18"), new(SpanKind.Same, " kg.")];

    public static readonly SnapshotMark Then = new(DocumentSamples.SnapshotId, 1, DocumentSamples.At("2026-10-12T09:00:00Z")), Now = new(Guid.NewGuid(), 2, DocumentSamples.At("2026-10-13T09:00:00Z"));

    public static readonly StaleBlock Block = new() { Kind = SourceTextKind.Block, Block = "aaaaaaaaaaaa", Item = "hull", ItemTitle = "New hull", Before = "The hull weighs 20 kg.", After = "The hull weighs 18 kg.", Spans = Spans };

    public static StaleDraft Text(StaleState state = StaleState.Draft, StaleIgnore? ignored = null, params StalePlace[] places) => new()
    {
        Id = Guid.NewGuid(), DraftId = WritingSamples.DraftId, VersionNumber = 2, IsNewest = true, Channel = "email", Title = "A lighter hull", PieceId = WritingSamples.PieceId, PieceTitle = "Weekly update",
        SourceId = DocumentSamples.SourceId, SourceName = "What is new", State = state, Published = places, Then = Then, Now = Now, Sentences = 2, ChangeCount = 3, Changes = [Block], Since = Now.TakenAt, Ignored = ignored,
    };

    public static StalePlace Place(bool replaceable = false) => new() { PublicationId = Guid.Parse("77777777-7777-7777-8777-777777777777"), ChannelId = Guid.NewGuid(), ChannelName = "Our mail", ChannelKind = "email", At = Now.TakenAt, Replaceable = replaceable };

    public static StaleReport Report(StaleDraft? listed, params StaleSentence[] sentences) => new()
    {
        Draft = WritingSamples.Summary("email"), VersionNumber = 2, ContentHash = WritingSamples.Hash, Then = Then, Now = Now, Listed = listed,
        Blocks = sentences.Length == 0 ? [] : [Block, Block with { Before = "Gone words.", After = null, Spans = [] }], Sentences = sentences,
    };

    public static StaleSentence Sentence(StaleOutcome outcome = StaleOutcome.Rewritten, string? proposal = null) => new()
    {
        At = new(0, 0), Role = PartRole.Paragraph, Origin = outcome == StaleOutcome.Kept ? SentenceOrigin.Edited : SentenceOrigin.Verbatim, Reason = StaleReason.Cites, Outcome = outcome,
        Before = "The hull weighs 20 kg.", After = outcome == StaleOutcome.Rewritten ? "The hull weighs 18 kg." : outcome == StaleOutcome.Kept ? "The hull weighs 20 kg." : null, Proposal = proposal,
        Note = outcome == StaleOutcome.Kept ? "These are a person's words, so they stay." : null, Blocks = ["aaaaaaaaaaaa"], Spans = outcome == StaleOutcome.Removed ? [] : Spans,
    };
}
