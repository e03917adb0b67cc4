using Microsoft.EntityFrameworkCore;
using Toombos.Client.Stale;
using Toombos.Client.Writing;
using Toombos.Server.Features.Documents;
using Toombos.Server.Features.Writing.Updating;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Writing;

/// <summary>A version of a draft held against the newest snapshot of its source, and what an update would make of it.</summary>
/// <param name="Updated">The draft with the new snapshot's items, for judging and saving the new text.</param>
public sealed record DraftLook(OpenDraft Open, OpenDraft Updated, SnapshotMark Then, SnapshotMark Now, IReadOnlyList<StaleBlock> Blocks, IReadOnlyList<StaleSentence> Sentences, DraftContent Content, bool SaysNothing)
{
    const string NothingLeft = "The document no longer says anything of this draft. Write a new piece from what it says now, or edit this draft by hand.";

    public StaleReport ToReport() => new()
    {
        Draft = Open.Draft.ToWire(), VersionNumber = Open.Version.Number, ContentHash = Open.Version.ContentHash, Then = Then, Now = Now, Blocks = Blocks, Sentences = Sentences, Obstacle = SaysNothing ? NothingLeft : null,
    };

    /// <summary>Refuses an update for which there is no reason, or of which nothing would be left.</summary>
    public void Require()
    {
        if (Sentences.Count == 0) throw new DomainRuleException("draft.up-to-date", $"Every sentence of this version still matches the newest snapshot, number {Now.Number}. There is nothing to do.");
        if (SaysNothing) throw new DomainRuleException("draft.nothing-left", NothingLeft);
    }
}

/// <summary>Finds better wordings for sentences that the built-in rewriter has rewritten; null where there is none.</summary>
public delegate Task<ISentenceRewriter?> BetterWords(OpenDraft updated, IReadOnlyList<SentenceTask> tasks);

/// <summary>Holds drafts against the newest snapshot of their source and works out their update.</summary>
public sealed class DraftUpdates(ToombosDb db, ISentenceRewriter rewriter)
{
    public async Task<DraftLook> LookAsync(OpenDraft open, CancellationToken ct, BetterWords? better = null)
    {
        var then = await MarkAsync(open.SnapshotId, ct);
        var newest = await db.Sources.Where(s => s.Id == open.Piece.SourceId).Select(s => s.LatestSnapshotId).FirstOrDefaultAsync(ct) ?? throw Missing.Of("snapshot");
        var now = await MarkAsync(newest, ct);
        var items = await db.ItemsOfAsync(now.Id, ct);
        var content = open.Version.Content;
        var changes = new SourceChanges(then == now ? items : await db.ItemsOfAsync(then.Id, ct), items);
        var stale = StaleReading.Of(content, open.Version.Checks.Claims, changes);
        var plain = new NotingRewriter(rewriter);
        var outcome = await DraftUpdate.RunAsync(content, stale, changes, open.Channel, plain, ct);
        OpenDraft UpdatedBy(DraftOutcome o) => open with { SnapshotId = now.Id, Items = DraftDesk.Evidence(open.Piece, o.Content, items) };
        var updated = UpdatedBy(outcome);
        if (better is not null && plain.Tasks.Count > 0 && await better(updated, plain.Tasks) is { } words)
        {
            outcome = await DraftUpdate.RunAsync(content, stale, changes, open.Channel, words, ct);
            updated = UpdatedBy(outcome);
        }
        return new(open, updated, then, now, StaleBlocks.Of(stale.Spots, changes), outcome.Sentences, outcome.Content, outcome.SaysNothing);
    }

    async Task<SnapshotMark> MarkAsync(Guid id, CancellationToken ct) =>
        await db.Snapshots.Where(s => s.Id == id).Select(s => new SnapshotMark(s.Id, s.Number, s.TakenAt)).FirstOrDefaultAsync(ct) ?? throw Missing.Of("snapshot");
}
