using Microsoft.EntityFrameworkCore;
using Toombos.Server.Features.Usage;
using Toombos.Server.Features.Writing.Updating;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Writing.Draft;

namespace Toombos.Server.Features.Writing;

/// <summary>Writes a piece that corrects a text which is out and can't be changed: one draft for the same kind of channel, to be read and approved like any other.</summary>
public sealed class WriteCorrection(ToombosDb db, DraftDesk desk, UsageDesk usage, Tenant tenant, TimeProvider clock)
{
    public async Task<Wire> RunAsync(DraftLook look, CancellationToken ct)
    {
        var content = CorrectionText.Of(look.Content, look.Sentences, look.Open.Channel)
            ?? throw new DomainRuleException("correction.nothing-to-say", "Nothing in the document takes the place of what was said. Say in a piece of your own what became of it.");
        await usage.RequireLeftAsync(Quota.Pieces, ct);
        var (now, before) = (clock.GetUtcNow(), look.Open);
        var piece = new Piece
        {
            SourceId = before.Piece.SourceId, SnapshotId = look.Now.Id, Title = CreatePiece.Short($"Correction: {before.Piece.Title}", 200), Voice = before.Piece.Voice, Template = before.Piece.Template,
            CreatedAt = now, Items = [.. look.Updated.Items.Select(i => i.Key)], LeftOut = [],
        };
        var checks = (look.Updated with { Piece = piece }).Check(content);
        var draft = new Draft
        {
            PieceId = piece.Id, Position = 0, Channel = before.Draft.Channel, ItemKey = before.Draft.ItemKey, UpdatedAt = now, VersionNumber = 1, Title = CreatePiece.TitleOf(content, before.Channel.Family),
        };
        draft.Show(content, checks);
        var version = new DraftVersion
        {
            DraftId = draft.Id, SnapshotId = look.Now.Id, Number = 1, Content = content, ContentHash = DraftVersion.HashOf(content), Checks = checks, CreatedAt = now, CreatedBy = tenant.Actor,
            Note = $"Corrects “{CreatePiece.Short(before.Draft.Title, 80)}”, version {before.Version.Number}, from snapshot {look.Now.Number}",
        };
        db.AddRange(piece, draft, version);
        await db.InTransactionAsync(async () =>
        {
            await usage.TakeAsync(Quota.Pieces, 1, ct);
            return await db.SaveChangesAsync(ct);
        }, ct);
        return await desk.ShowAsync(draft, version, ct);
    }
}
