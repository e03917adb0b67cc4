using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Toombos.Client.Accounts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Accounts;

/// <summary>
/// Asks for an account. Whether the address has one already is told to its owner by mail and to nobody else: the answer is the same, and
/// so is the work done for it. The account is of no use until the address is verified with the same password.
/// </summary>
static class SignUp
{
    static readonly TimeSpan LinkLife = TimeSpan.FromDays(1);

    public static async Task<Accepted> Handle(
        SignUpRequest request, ToombosDb db, AccountDesk desk, AccountLetters letters, KeyRing keys, PasswordRules rules, PasswordHashing hashing, IOptions<IdentityOptions> options, TimeProvider clock, CancellationToken ct)
    {
        var (address, name, now) = (AccountDesk.AddressOf("email", request.Email), request.Name.Trim(), clock.GetUtcNow());
        if (name.Length == 0) throw new FieldException("name", "Say what people shall call you.");
        if (request.TermsVersion != options.Value.TermsVersion) throw new FieldException("termsVersion", $"The version in force is {options.Value.TermsVersion}. Fetch it from /v1/accounts/options and show it to the person.");
        var invited = request.InvitationToken is { } token && await IsInvitedAsync(db, token, address, now, ct);
        if (!invited && !options.Value.SignUpOpen)
            throw new DomainRuleException("sign-up.closed", "New accounts are made by invitation only here. Ask an admin of the workspace for one.", StatusCodes.Status403Forbidden);

        rules.Check("password", request.Password, name, address, address.Split('@')[0]);
        var known = await desk.FindAsync(address, ct);
        if (known is { EmailConfirmed: true })
        {
            await hashing.HashAsync(known, request.Password, ct);
            letters.AlreadyThere(known);
            return TypedResults.Accepted((string?)null);
        }

        // An account that nobody has verified belongs to nobody: the newest sign-up takes its place.
        var person = known ?? new Person { Name = name, UserName = address, Email = address, CreatedAt = now, LockoutEnabled = true };
        person.Name = name;
        await desk.SetPasswordAsync("password", person, request.Password, ct);
        (person.NormalizedEmail, person.NormalizedUserName, person.EmailConfirmed) = (address, address, invited);
        person.ConcurrencyStamp = Guid.NewGuid().ToString();
        if (known is null) db.People.Add(person);
        var link = invited ? null : keys.AddToken(person.Id, TokenPurpose.VerifyAddress, LinkLife, address);
        await keys.VoidAsync(person.Id, TokenPurpose.VerifyAddress, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            return TypedResults.Accepted((string?)null); // the same address signed up at the same moment, and has its mail
        }
        if (link is not null) letters.Verify(person, link);
        return TypedResults.Accepted((string?)null);
    }

    static Task<bool> IsInvitedAsync(ToombosDb db, string token, string address, DateTimeOffset now, CancellationToken ct)
    {
        var hash = Secret.HashOf(token);
        return db.Invitations.IgnoreQueryFilters([ToombosDb.TenantFilter]).AnyAsync(i => i.Hash == hash && i.Email == address && i.ExpiresAt > now, ct);
    }
}
