using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Publishing;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;
using ConnectorList = Toombos.Connectors.Channels.ConnectorList;
using Wire = Toombos.Client.Publishing.Publication;

namespace Toombos.Server.Features.Publishing;

/// <summary>Takes a page or a post down. That is a publication too: the other side is called, which can fail, be retried, and must be known.</summary>
static class WithdrawPage
{
    public static Task<Results<Created<Wire>, Ok<Wire>>> Handle(
        Guid id, ToombosDb db, PublicationDesk desk, PublishGate gate, Publisher publisher, Outbound outbound, Tenant tenant, TimeProvider clock, CancellationToken ct) =>
        db.InTransactionAsync<Results<Created<Wire>, Ok<Wire>>>(async () =>
        {
            var page = await desk.FindAsync(id, ct);
            if (!ConnectorList.Of(page.ChannelKind).Removes) throw new DomainRuleException("publication.not-removable", $"What was published to {page.ChannelName} can't be taken back from here: it stays where it arrived.", StatusCodes.Status422UnprocessableEntity);
            var up = page.Slug is null ? (await PostHistory.OfAsync(db, page.Id, ct))?.Up : await SitePages.UpAsync(db, page.ChannelId, page.DraftId, ct);
            var of = up?.Id;
            if (await db.Publications.FirstOrDefaultAsync(p => p.ChannelId == page.ChannelId && p.DraftId == page.DraftId && (page.Slug != null || p.UpdateOfId == of) && p.Withdraws && p.FinishedAt == null, ct) is { } underway)
                return TypedResults.Ok(await desk.ShowAsync(underway, ct));
            if (up is null || page.Slug is null && !up.CanBeTakenDown) throw new DomainRuleException("publication.not-up", "This is not up, so it can't be taken down.");
            var now = clock.GetUtcNow();
            (await gate.LookAsync(PublishIntent.Of(up, now) with { Withdraws = true }, ct)).Require();
            var withdrawal = new Publication
            {
                Title = up.Title, PieceId = up.PieceId, DraftId = up.DraftId, VersionNumber = up.VersionNumber, ContentHash = up.ContentHash, ChannelId = up.ChannelId, ChannelName = up.ChannelName,
                ChannelKind = up.ChannelKind, Slot = "", DryRun = !outbound.IsOpen, DueAt = now, CreatedAt = now, CreatedBy = AuditedText.Clean(tenant.Actor, AuditRow.NameLength),
                UpdateOfId = up.Id, Withdraws = true, Slug = up.Slug, SearchText = up.SearchText,
            };
            await publisher.WriteAsync(withdrawal, ct);
            return TypedResults.Created($"/v1/publications/{withdrawal.Id}", await desk.ShowAsync(withdrawal, ct));
        }, ct);
}
