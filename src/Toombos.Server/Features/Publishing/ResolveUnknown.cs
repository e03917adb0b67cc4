using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Publishing;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Publishing.Publication;

namespace Toombos.Server.Features.Publishing;

/// <summary>A person says what became of deliveries of which the ledger knows no end: it is there, or send it again.</summary>
sealed class ResolveUnknown(ToombosDb db, PublicationDesk desk, PublishGate gate, Tenant tenant, TimeProvider clock)
{
    const int Handful = 500;

    public static Task<Ok<Wire>> Handle(Guid id, ResolveRequest request, ToombosDb db, PublicationDesk desk, ResolveUnknown resolve, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        var publication = await desk.FindAsync(id, ct);
        if (await resolve.RunAsync(publication, db.Deliveries.Where(d => d.PublicationId == id), request.Answer, ct) == 0)
            throw new DomainRuleException("publication.nothing-unknown", "Of all deliveries of this publication it is known what became of them.");
        return TypedResults.Ok(await desk.ShowAsync(publication, ct));
    }, ct);

    public static Task<Ok<Client.Publishing.Delivery>> One(Guid id, ResolveRequest request, ToombosDb db, PublicationDesk desk, ResolveUnknown resolve, DeliveryViews views, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        var delivery = await db.Deliveries.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, ct) ?? throw Missing.Of("delivery");
        var publication = await desk.FindAsync(delivery.PublicationId, ct);
        if (await resolve.RunAsync(publication, db.Deliveries.Where(d => d.Id == id), request.Answer, ct) == 0)
            throw new DomainRuleException("delivery.not-unknown", $"It is known what became of this delivery: it is {delivery.State}.");
        return TypedResults.Ok((await views.ShowAsync(publication, [await db.Deliveries.FirstAsync(d => d.Id == id, ct)], ct))[0]);
    }, ct);

    /// <summary>How many were settled. Whatever is to be sent again comes through the gate first.</summary>
    async Task<int> RunAsync(Publication publication, IQueryable<Delivery> which, UnknownAnswer answer, CancellationToken ct)
    {
        if (answer == UnknownAnswer.SendAgain) (await gate.LookAsync(PublishIntent.Of(publication, clock.GetUtcNow()), ct)).Require();
        var (settled, by) = (0, tenant.Actor);
        List<Delivery> some;
        do
        {
            some = await which.Where(d => d.State == DeliveryState.Unknown).OrderBy(d => d.Id).Take(Handful).ToListAsync(ct);
            var ids = some.ConvertAll(d => d.Id);
            var attempts = (await db.DeliveryAttempts.Where(a => ids.Contains(a.DeliveryId)).ToListAsync(ct)).ToLookup(a => a.DeliveryId);
            foreach (var delivery in some) DeliveryMoves.Resolve(delivery, attempts[delivery.Id].FirstOrDefault(a => a.Number == delivery.Attempt), answer, by, clock.GetUtcNow());
            settled += some.Count;
            if (some.Count > 0) await db.SaveChangesAsync(ct);
        }
        while (some.Count == Handful);
        if (settled == 0) return 0;
        if (answer == UnknownAnswer.SendAgain) await desk.ReopenAsync(publication, ct);
        else await desk.SettleAsync(publication, ct);
        db.Record(targetKind: "publication", targetId: publication.Id, note: $"{settled} unknown: {(answer == UnknownAnswer.ItIsThere ? "it is there" : "send again")}");
        await db.SaveChangesAsync(ct);
        return settled;
    }
}
