using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Stale;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Publishing;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Publication = Toombos.Server.Features.Publishing.Publication;

namespace Toombos.Server.Features.Stale;

/// <summary>
/// Makes the draft that puts a published text right, as far as its channel lets it. Nothing is sent here: what corrects is read, approved and published like everything else.
/// </summary>
static class CorrectPublication
{
    public static async Task<Ok<Correction>> Handle(Guid id, ToombosDb db, DraftDesk desk, DraftUpdates updates, SaveVersion save, WriteCorrection write, CancellationToken ct)
    {
        var publication = await db.Publications.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw Missing.Of("publication");
        if (!await db.OutNow.AnyAsync(p => p.Id == id, ct))
            throw new DomainRuleException("publication.not-out", "This text is not out: it was not delivered, was replaced by a later version, or was taken down. There is nothing to correct.");
        var look = await updates.LookAsync(await desk.OpenAsync(publication.DraftId, publication.VersionNumber, ct), ct);
        if (look.Sentences.Count == 0) look.Require();
        if (look.Open.Channel.Family == ChannelFamily.Web || StaleViews.CanReplace(publication)) return TypedResults.Ok(await UpdateAsync(publication, desk, updates, save, ct));
        var draft = await write.RunAsync(look, ct);
        return TypedResults.Ok(new Correction(CorrectionKind.NewDraft, AdviceOf(publication, look), draft));
    }

    /// <summary>The draft's newest version, brought up to the newest snapshot where it is not.</summary>
    static async Task<Correction> UpdateAsync(Publication publication, DraftDesk desk, DraftUpdates updates, SaveVersion save, CancellationToken ct)
    {
        var newest = await desk.OpenAsync(publication.DraftId, null, ct);
        var look = await updates.LookAsync(newest, ct);
        if (look.Sentences.Count > 0) look.Require();
        var draft = look.Sentences.Count > 0 ? await save.RunAsync(look.Updated, look.Content, $"Updated from snapshot {look.Now.Number}", ct) : await desk.ShowAsync(newest.Draft, newest.Version, ct);
        if (publication.Slug is null && StaleViews.CanReplace(publication))
            return new(CorrectionKind.Replaces, $"Read and approve version {draft.VersionNumber}, then publish it on '{publication.ChannelName}' and choose to change the post that is up ('updateOf').", draft);
        return StaleViews.CanReplace(publication)
            ? new(CorrectionKind.Replaces, $"Read and approve version {draft.VersionNumber}, then publish it on '{publication.ChannelName}': it replaces the page at its address.", draft)
            : new(CorrectionKind.NewVersion, $"Read and approve version {draft.VersionNumber}, then publish it on '{publication.ChannelName}'. It is sent there as a new message; whether it replaces the old text is up to the receiver.", draft);
    }

    static string AdviceOf(Publication publication, DraftLook look)
    {
        var gone = look.Sentences.Count(s => s.Outcome == StaleOutcome.Removed && s.Blocks.Count > 0);
        var (what, again) = look.Open.Channel.Family == ChannelFamily.Email ? ("A newsletter that was sent can't be changed", "send") : ($"Toombos can't change a post on '{publication.ChannelName}' that is out", "publish");
        return $"{what}, so this new draft says what was corrected. Read and approve it, then {again} it."
            + (gone == 0 ? "" : $" {(gone == 1 ? "One sentence has" : $"{gone} sentences have")} no successor in the document; if readers should know, add it in your own words.");
    }
}
