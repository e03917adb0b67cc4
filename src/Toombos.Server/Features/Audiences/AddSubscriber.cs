using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Audiences;
using Toombos.Server.Features.Audiences.Importing;
using Toombos.Server.Features.Usage;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Audiences.Subscriber;

namespace Toombos.Server.Features.Audiences;

/// <summary>Puts one person on a list, unless they are there, have left, or must not be written to.</summary>
static class AddSubscriber
{
    public static async Task<Created<Wire>> Handle(Guid id, AddSubscriberRequest request, ToombosDb db, UsageDesk usage, Fingerprints fingerprints, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        if (!await db.Audiences.AnyAsync(a => a.Id == id, ct)) throw Missing.Of("audience");
        if (!AddressNormalizer.TryNormalize(request.Email, out var email))
            throw new FieldException("email", "This is not a mail address that can be used. Write it like ines@example.com, with plain letters before the @.");
        var (name, fingerprint, now) = (PersonName.Of(request.Name), await fingerprints.OfAsync(tenant.Required, email, ct), clock.GetUtcNow());
        var consent = new ListConsent { AudienceId = id, Source = ConsentSource.ByHand, By = tenant.Actor, Statement = StatementOf(request.Consent), At = now, People = 1 };
        var subscriber = new Subscriber { AudienceId = id, Email = email, Name = name, SearchText = Subscriber.SearchTextOf(email, name), Fingerprint = fingerprint, ConsentId = consent.Id, CreatedAt = now };
        await db.InTransactionAsync(async () =>
        {
            if (await db.Subscribers.Where(s => s.AudienceId == id && s.Email == email).Select(s => (SubscriberState?)s.State).FirstOrDefaultAsync(ct) is { } state) throw There(state);
            if (await db.Suppressions.AnyAsync(s => s.Fingerprint == fingerprint, ct)) throw There(SubscriberState.Suppressed);
            await usage.RequireRoomAsync(Quota.Subscribers, ct);
            db.ListConsents.Add(consent);
            db.Subscribers.Add(subscriber);
            return await db.SaveChangesAsync(ct);
        }, ct);
        return TypedResults.Created($"/v1/audiences/{id}/subscribers/{subscriber.Id}", await ListSubscribers.OneAsync(db, id, subscriber.Id, ct));
    }

    /// <summary>What people say of how the others agreed; without it nobody is put on a list.</summary>
    public static string StatementOf(string? consent) => consent?.Trim() is { Length: >= 3 and <= 500 } statement && !statement.Contains('\0') ? statement
        : throw new FieldException("consent", "Say in 3 to 500 characters how these people agreed to get the letters, such as: signed up at the fair on 3 March.");

    static DomainRuleException There(SubscriberState state) => state switch
    {
        SubscriberState.Subscribed => new("subscriber.there", "This address is on the list already."),
        SubscriberState.Unsubscribed => new("subscriber.unsubscribed", "This address has unsubscribed from the list. Only its owner can take that back, by the link at the foot of any letter they got."),
        _ => new("subscriber.suppressed", "Nothing may be sent to this address from this workspace: its owner asked for that, or letters came back. It can't be put on a list."),
    };
}
