using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Toombos.Client.Accounts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Mail;

namespace Toombos.Server.Features.Accounts;

/// <summary>
/// Asks for an account. Whether the address has one already is told to its owner by mail and to nobody else: the answer is the same, and what
/// depends on it is done afterwards. The account is of no use until the address is verified with the same password, or came by invitation.
/// </summary>
static class SignUp
{
    static readonly TimeSpan LinkLife = TimeSpan.FromDays(1);

    /// <summary>A sign-up whose password is judged and hashed.</summary>
    sealed record Application(string Name, string Address, string PasswordHash, bool Invited);

    public static async Task<Accepted> Handle(
        SignUpRequest request, ToombosDb db, IServiceProvider services, PasswordRules rules, PasswordHashing hashing, Mailer mailer, IOptions<IdentityOptions> options, TimeProvider clock, CancellationToken ct)
    {
        var (address, name) = (AccountDesk.AddressOf("email", request.Email), request.Name.Trim());
        if (name.Length == 0) throw new FieldException("name", "Say what people shall call you.");
        if (request.TermsVersion != options.Value.TermsVersion) throw new FieldException("termsVersion", $"The version in force is {options.Value.TermsVersion}. Fetch it from /v1/accounts/options and show it to the person.");
        var invited = request.InvitationToken is { } token && await IsInvitedAsync(db, token, address, clock.GetUtcNow(), ct);
        if (!invited && !options.Value.SignUpOpen)
            throw new DomainRuleException("sign-up.closed", "New accounts are made by invitation only here. Ask an admin of the workspace for one.", StatusCodes.Status403Forbidden);

        rules.Check("password", request.Password, name, address, address.Split('@')[0]);
        var application = new Application(name, address, await hashing.HashAsync(request.Password, ct), invited);
        // Whoever was invited signs in with the next request; the invitation has told already that the address is known.
        if (invited) await AddAsync(application, services, ct);
        else mailer.Later("sign-up", (later, stop) => AddAsync(application, later, stop));
        return TypedResults.Accepted((string?)null);
    }

    static async Task AddAsync(Application application, IServiceProvider services, CancellationToken ct)
    {
        var (db, desk, keys) = (services.GetRequiredService<ToombosDb>(), services.GetRequiredService<AccountDesk>(), services.GetRequiredService<KeyRing>());
        var (letters, address) = (services.GetRequiredService<AccountLetters>(), application.Address);
        var known = await desk.FindAsync(address, ct);
        if (known is { EmailConfirmed: true })
        {
            letters.AlreadyThere(known);
            return;
        }

        // An account that nobody has verified belongs to nobody: the newest sign-up takes its place.
        var person = known ?? new Person { Name = application.Name, UserName = address, Email = address, CreatedAt = services.GetRequiredService<TimeProvider>().GetUtcNow(), LockoutEnabled = true };
        (person.Name, person.PasswordHash, person.SecurityStamp) = (application.Name, application.PasswordHash, Guid.NewGuid().ToString("N"));
        (person.NormalizedEmail, person.NormalizedUserName, person.EmailConfirmed) = (address, address, application.Invited);
        person.ConcurrencyStamp = Guid.NewGuid().ToString();
        if (known is null) db.People.Add(person);
        else await keys.VoidAsync(person.Id, TokenPurpose.VerifyAddress, ct);
        var link = application.Invited ? null : keys.AddToken(person.Id, TokenPurpose.VerifyAddress, LinkLife, address);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            return; // the same address signed up at the same moment, and has its mail
        }
        if (link is not null) letters.Verify(person, link);
    }

    static Task<bool> IsInvitedAsync(ToombosDb db, string token, string address, DateTimeOffset now, CancellationToken ct)
    {
        var hash = Secret.HashOf(token);
        return db.Invitations.IgnoreQueryFilters([ToombosDb.TenantFilter]).AnyAsync(i => i.Hash == hash && i.Email == address && i.ExpiresAt > now, ct);
    }
}
