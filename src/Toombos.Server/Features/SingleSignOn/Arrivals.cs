using Microsoft.EntityFrameworkCore;
using Toombos.Client.Usage;
using Toombos.Server.Features.Access;
using Toombos.Server.Features.Usage;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.SingleSignOn;

/// <summary>
/// Finds or makes the account of somebody whom a provider vouches for, and their place in the workspace. A provider is believed about who
/// its own subject is, and about an address only within the domains that its workspace has proven: else whoever sets up a provider
/// could become anybody.
/// </summary>
public sealed class Arrivals(ToombosDb db, Tenant tenant, SessionDesk desk, UsageDesk usage, CredentialCache cache, TimeProvider clock)
{
    public async Task<Person> ReceiveAsync(SsoProvider provider, SsoIdentity identity, CancellationToken ct)
    {
        tenant.Enter(provider.WorkspaceId, "single sign-on");
        var address = await ProvenAddressAsync(identity, ct);
        Person person;
        try
        {
            person = await db.InTransactionAsync(() => FindOrMakeAsync(provider, identity, address, ct), ct);
        }
        catch (DbUpdateException)
        {
            // The same person came in twice at once; the other one has made the rows.
            db.ChangeTracker.Clear();
            person = await db.InTransactionAsync(() => FindOrMakeAsync(provider, identity, address, ct), ct);
        }
        cache.Forget();
        return person;
    }

    async Task<Person> FindOrMakeAsync(SsoProvider provider, SsoIdentity identity, string? address, CancellationToken ct)
    {
        var login = await db.PersonLogins.AsNoTracking().FirstOrDefaultAsync(l => l.LoginProvider == identity.Issuer && l.ProviderKey == identity.Subject, ct);
        var person = login is not null ? await db.People.FirstAsync(p => p.Id == login.UserId, ct)
            : address is not null ? await db.People.FirstOrDefaultAsync(p => p.NormalizedEmail == address, ct) ?? Make(address, identity.Name)
            : throw Unproven(identity);
        if (login is null)
        {
            if (!person.EmailConfirmed) await TakeOverAsync(person, ct);
            db.PersonLogins.Add(new() { LoginProvider = identity.Issuer, ProviderKey = identity.Subject, UserId = person.Id });
            desk.Note(person.Id, "sso-linked");
        }
        if (!await db.Members.AnyAsync(m => m.PersonId == person.Id, ct))
        {
            if (address is null) throw Unproven(identity);
            await usage.RequireRoomAsync(Quota.Members, ct);
            db.Members.Add(new() { PersonId = person.Id, Role = provider.DefaultRole, JoinedAt = clock.GetUtcNow() });
        }
        await db.SaveChangesAsync(ct);
        return person;
    }

    /// <summary>The identity's address, if the provider has verified it and its domain is proven by this very workspace.</summary>
    async Task<string?> ProvenAddressAsync(SsoIdentity identity, CancellationToken ct)
    {
        if (!identity.EmailVerified || identity.Email is null || !AddressNormalizer.TryNormalize(identity.Email, out var address)) return null;
        var domain = address[(address.LastIndexOf('@') + 1)..];
        return await db.SsoDomains.AnyAsync(d => d.Domain == domain && d.VerifiedAt != null, ct) ? address : null;
    }

    Person Make(string address, string? name)
    {
        var person = new Person
        {
            Name = name ?? address[..address.IndexOf('@', StringComparison.Ordinal)], Email = address, UserName = address, NormalizedEmail = address, NormalizedUserName = address,
            EmailConfirmed = true, SecurityStamp = Guid.NewGuid().ToString("N"), LockoutEnabled = true, CreatedAt = clock.GetUtcNow(),
        };
        db.People.Add(person);
        return person;
    }

    /// <summary>Somebody signed up with this address and never showed that it is theirs. Nothing that they set may open the account of its real owner.</summary>
    async Task TakeOverAsync(Person person, CancellationToken ct)
    {
        await desk.EndAsync(s => s.PersonId == person.Id, ct);
        await db.Set<PersonToken>().Where(t => t.UserId == person.Id).ExecuteDeleteAsync(ct);
        await db.PersonPasskeys.Where(p => p.UserId == person.Id).ExecuteDeleteAsync(ct);
        await db.PersonLogins.Where(l => l.UserId == person.Id).ExecuteDeleteAsync(ct);
        (person.EmailConfirmed, person.PasswordHash, person.TwoFactorEnabled, person.PendingEmail) = (true, null, false, null);
        person.SecurityStamp = Guid.NewGuid().ToString("N");
    }

    static Platform.Http.DomainRuleException Unproven(SsoIdentity identity) => SsoRefusal.Of(
        identity.Email is null ? "The provider does not tell your address. Whoever runs it must allow the scope 'email' for this program."
        : !identity.EmailVerified ? "The provider does not say that your address is verified, so it can't be used to find your account. Ask whoever runs it."
        : "Your address is not in a domain that this workspace has proven. Ask an admin of the workspace.");
}
