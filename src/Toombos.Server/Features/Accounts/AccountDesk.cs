using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Features.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Accounts;

/// <summary>Finds people and changes what protects their accounts; shared by every use case about one.</summary>
public sealed class AccountDesk(ToombosDb db, UserManager<Person> users, PasswordHashing hashing, PasswordRules rules, SessionDesk sessions, Tenant tenant, TimeProvider clock)
{
    /// <summary>The person with this address; null for nobody and for what is no address.</summary>
    public async Task<Person?> FindAsync(string email, CancellationToken ct) =>
        AddressNormalizer.TryNormalize(email, out var address) ? await db.People.FirstOrDefaultAsync(p => p.NormalizedEmail == address, ct) : null;

    /// <summary>Whether a mail of this kind may go out again: nobody's letter box is filled by others, so one a minute is the most.</summary>
    public async Task<bool> MayMailAsync(Person person, TokenPurpose purpose, TimeSpan life, CancellationToken ct)
    {
        var newest = clock.GetUtcNow() + life - TimeSpan.FromMinutes(1);
        return !await db.OneTimeTokens.AnyAsync(t => t.PersonId == person.Id && t.Purpose == purpose && t.ExpiresAt > newest, ct);
    }

    /// <summary>The signed-in person.</summary>
    public async Task<Person> MeAsync(CancellationToken ct)
    {
        var id = tenant.Caller.PersonId;
        return await db.People.FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw Missing.Of("person");
    }

    /// <summary>An address in the form in which it is kept; a sentence at the field for what is none.</summary>
    public static string AddressOf(string field, string text) => AddressNormalizer.TryNormalize(text, out var address) ? address
        : throw new FieldException(field, "This is not a mail address that can be used. Write it like ines@example.com, with plain letters before the @.");

    public async Task SetPasswordAsync(string field, Person person, string password, CancellationToken ct)
    {
        rules.Check(field, password, person.Name, person.Email ?? "", (person.Email ?? "").Split('@')[0]);
        person.PasswordHash = await hashing.HashAsync(password, ct);
        person.SecurityStamp = Guid.NewGuid().ToString("N");
    }

    /// <summary>Saves the person; 409 when two requests changed it at the same time.</summary>
    public async Task SaveAsync(Person person)
    {
        var result = await users.UpdateAsync(person);
        if (!result.Succeeded)
            throw new DomainRuleException("account.changed", "The account was changed at the same time. Fetch it again and repeat your change.");
    }

    /// <summary>Ends all of a person's sessions, or all but the one in use.</summary>
    public Task EndSessionsAsync(Guid person, Guid? keep, CancellationToken ct) => sessions.EndAsync(s => s.PersonId == person && s.Id != keep, ct);

    public static DomainRuleException InvalidToken() =>
        new("token.invalid", "This link is unknown, used or expired. Ask for a new one.", StatusCodes.Status400BadRequest);

    /// <summary>The one answer to every sign-in that fails, so that it tells nothing about which accounts there are.</summary>
    public static DomainRuleException Refused() =>
        new("sign-in.refused", "Address and password do not match an account here. Check both, or reset the password.", StatusCodes.Status401Unauthorized);
}
