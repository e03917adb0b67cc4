using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Publishing;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Publishing.Publication;

namespace Toombos.Server.Features.Publishing.Planning;

/// <summary>Gives what waits for its time another one. What is under way or over stays as it is.</summary>
static class MovePublication
{
    public static async Task<Ok<Wire>> Handle(Guid id, MovePublicationRequest request, ToombosDb db, PublicationDesk desk, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok(await db.InTransactionAsync(async () =>
        {
            var publication = await desk.FindAsync(id, ct);
            if (publication.State != PublicationState.Planned) throw new DomainRuleException("publication.not-planned", "It is under way or over, so its time can't be changed any more.");
            var at = request.At with { Zone = request.At.Zone ?? (await db.CurrentWorkspaceAsync(ct)).Brand.TimeZone };
            var time = ScheduledTime.Of(at, at.Zone!);
            if (time.ObstacleAt(clock.GetUtcNow()) is { } obstacle) throw new DomainRuleException(obstacle.Code, obstacle.Sentence, StatusCodes.Status422UnprocessableEntity);
            await desk.MoveAsync(publication, at, time.Moment, ct);
            await db.SaveChangesAsync(ct);
            return await desk.ShowAsync(publication, ct);
        }, ct));
}
