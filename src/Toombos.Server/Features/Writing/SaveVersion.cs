using Microsoft.EntityFrameworkCore;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Writing.Draft;

namespace Toombos.Server.Features.Writing;

/// <summary>Drafts of pieces of one source have a new newest version.</summary>
public sealed record DraftsSaved(Guid SourceId, IReadOnlyList<Guid> DraftIds);

/// <summary>Makes a text the newest version of a draft and voids the approval of the one before. Of two at once, one wins and the other is told.</summary>
public sealed class SaveVersion(ToombosDb db, DraftDesk desk, DraftPictures pictures, IEnumerable<IWhen<DraftsSaved>> answers, Tenant tenant, TimeProvider clock)
{
    public async Task<Wire> RunAsync(OpenDraft open, DraftContent content, string note, CancellationToken ct, ModelWriting? writing = null)
    {
        content = await pictures.FillAsync(content, ct);
        var checks = open.Check(content);
        var draft = open.Draft;
        var version = new DraftVersion
        {
            DraftId = draft.Id, SnapshotId = open.SnapshotId, Number = draft.VersionNumber + 1, Content = content, ContentHash = DraftVersion.HashOf(content), Checks = checks,
            CreatedAt = clock.GetUtcNow(), CreatedBy = tenant.Actor, Note = note, Ai = AiShares.Of(content, open.Version.Ai), Writing = writing,
        };
        db.DraftVersions.Add(version);
        draft.VersionNumber = version.Number;
        draft.Revision++;
        draft.UpdatedAt = version.CreatedAt;
        draft.Ai = version.Ai;
        draft.NoteWriting(null);
        draft.Title = CreatePiece.TitleOf(content, open.Channel.Family);
        draft.VoidApproval();
        draft.Show(content, checks);
        try
        {
            await db.InTransactionAsync(async () =>
            {
                await db.SaveChangesAsync(ct);
                foreach (var answer in answers) await answer.AnswerAsync(new(open.Piece.SourceId, [draft.Id]), ct);
                return true;
            }, ct);
        }
        catch (DbUpdateException)
        {
            throw Changed(version.Number);
        }
        return await desk.ShowAsync(draft, version, ct);
    }

    public static DomainRuleException Changed(int newest) =>
        new("draft.changed", $"Somebody saved version {newest} of this draft in the meantime. Your text is not lost: compare it with that version and save again.");
}
