using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Publishing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Publishing.Publication;

namespace Toombos.Server.Features.Publishing;

/// <summary>Tries what failed again, and only that, if it may still be published.</summary>
static class RetryPublication
{
    public static Task<Ok<Wire>> Handle(Guid id, ToombosDb db, PublicationDesk desk, PublishGate gate, TimeProvider clock, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        var publication = await desk.FindAsync(id, ct);
        // One that failed before its receivers were written down has none that failed.
        if ((await desk.CountAsync(id, ct)).Failed == 0 && publication is not { State: PublicationState.Failed, PlannedAt: null })
            throw new DomainRuleException("publication.nothing-failed", "Nothing of this publication failed, so there is nothing to try again.");
        (await gate.LookAsync(PublishIntent.Of(publication, clock.GetUtcNow()) with { CountsReceivers = publication.PlannedAt is null }, ct)).Require();
        await PlannedDeliveries.RetryAsync(db, id, clock.GetUtcNow(), ct);
        await desk.ReopenAsync(publication, ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await desk.ShowAsync(publication, ct));
    }, ct);
}
