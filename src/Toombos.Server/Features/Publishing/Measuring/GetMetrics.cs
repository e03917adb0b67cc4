using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Publishing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;
using ConnectorList = Toombos.Connectors.Channels.ConnectorList;

namespace Toombos.Server.Features.Publishing.Measuring;

/// <summary>How a publication has fared, as it was read last, or as it is now.</summary>
static class GetMetrics
{
    public static async Task<Ok<PublicationMetrics>> Handle(Guid id, ToombosDb db, PublicationDesk desk, CancellationToken ct)
    {
        var publication = await desk.FindAsync(id, ct);
        var measurement = await db.Measurements.AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, ct);
        return TypedResults.Ok(new PublicationMetrics
        {
            Offered = !publication.DryRun && !publication.Withdraws && ConnectorList.Find(publication.ChannelKind)?.Measures is { Count: > 0 },
            Points = measurement?.Points ?? [], NextAt = measurement?.NextAt, Error = measurement?.Error,
        });
    }

    public static async Task<Ok<PublicationMetrics>> Now(Guid id, ToombosDb db, PublicationDesk desk, MeasureDesk measure, Outbound outbound, CancellationToken ct)
    {
        var publication = await desk.FindAsync(id, ct);
        if (!await db.Measurements.AnyAsync(m => m.Id == id, ct))
            throw new DomainRuleException("publication.not-measured", publication.HasEnded ? $"{publication.ChannelName} tells no figures of this." : "It is not published yet, so there is nothing to measure.");
        if (outbound.WhyClosed is { } why) throw new DomainRuleException("outbound.closed", why);
        await measure.ReadAsync(publication.ChannelId, [id], ct);
        return await Handle(id, db, desk, ct);
    }
}
