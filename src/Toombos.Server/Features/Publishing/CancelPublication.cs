using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;
using Wire = Toombos.Client.Publishing.Publication;

namespace Toombos.Server.Features.Publishing;

/// <summary>Calls off what was not sent yet. What is on its way is waited for; what arrived stays.</summary>
sealed class CancelPublication(ToombosDb db, PublicationDesk desk, TimeProvider clock)
{
    public static async Task<Ok<Wire>> Handle(Guid id, ToombosDb db, PublicationDesk desk, CancelPublication cancel, JobNode node, CancellationToken ct)
    {
        var shown = await db.InTransactionAsync(async () =>
        {
            var publication = await desk.FindAsync(id, ct);
            if (publication.HasEnded) throw new DomainRuleException("publication.ended", "This publication is over: nothing of it is left to call off.");
            await desk.StopJobAsync(publication, ct);
            await cancel.RunAsync(publication, ct);
            await db.SaveChangesAsync(ct);
            return await desk.ShowAsync(publication, ct);
        }, ct);
        if (shown.JobId is { } job) node.CallOff(job);
        return TypedResults.Ok(shown);
    }

    /// <summary>In a transaction of the caller's, who saves.</summary>
    public async Task RunAsync(Publication publication, CancellationToken ct)
    {
        publication.CancelledAt = clock.GetUtcNow();
        await PlannedDeliveries.CancelAsync(db, publication.Id, "Called off.", clock.GetUtcNow(), ct);
        await desk.SettleAsync(publication, ct);
    }
}
