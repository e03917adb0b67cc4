using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Audiences;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Audiences.Subscriber;

namespace Toombos.Server.Features.Audiences;

/// <summary>Ends letters to somebody by hand, or takes them off the list.</summary>
static class EndSubscription
{
    public static async Task<Ok<Wire>> Handle(Guid id, Guid subscriberId, EndSubscriptionRequest request, ToombosDb db, Subscriptions subscriptions, CancellationToken ct)
    {
        await RequireAsync(db, id, subscriberId, ct);
        if (request.Reason == EndReason.Reader) throw new FieldException("reason", "Only the reader unsubscribes as the reader. Say asked, bounced or complained.");
        await subscriptions.EndAsync(subscriberId, request.Reason, null, ct);
        return TypedResults.Ok(await ListSubscribers.OneAsync(db, id, subscriberId, ct));
    }

    public static async Task<NoContent> Remove(Guid id, Guid subscriberId, bool? erase, ToombosDb db, Subscriptions subscriptions, CancellationToken ct)
    {
        await RequireAsync(db, id, subscriberId, ct);
        await (erase == true ? subscriptions.EraseAsync(subscriberId, ct) : subscriptions.RemoveAsync(subscriberId, ct));
        return TypedResults.NoContent();
    }

    static async Task RequireAsync(ToombosDb db, Guid audience, Guid subscriber, CancellationToken ct)
    {
        if (!await db.Subscribers.AnyAsync(s => s.Id == subscriber && s.AudienceId == audience, ct)) throw Missing.Of("subscriber");
    }
}
