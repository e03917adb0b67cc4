using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Access;
using Toombos.Server.Features.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Secrets;

namespace Toombos.Server.Features.Accounts;

/// <summary>A sign-in that waits for its second factor: sealed, good for ten minutes, void once anything that protects the account changes.</summary>
public sealed record PendingSignIn(Guid PersonId, string Stamp, SessionKind Kind, Guid? WorkspaceId, DateTimeOffset Until);

/// <summary>
/// Asks for and checks second factors. Ten wrong codes lock the second step for a quarter of an hour: only somebody who already has the
/// password gets that far, so nobody else can lock a person out with it.
/// </summary>
public sealed class SecondFactors(ToombosDb db, UserManager<Person> users, SecretBox box, SessionDesk sessions, TimeProvider clock)
{
    const string Purpose = "second-factor";
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10), CodeLife = TimeSpan.FromMinutes(5);

    public string Challenge(Person person, SessionKind kind, Guid? workspaceId) =>
        box.Protect(Purpose, JsonSerializer.Serialize(new PendingSignIn(person.Id, person.SecurityStamp!, kind, workspaceId, clock.GetUtcNow() + Patience)));

    public async Task<IReadOnlyList<SecondFactor>> OfAsync(Person person) =>
        await users.CountRecoveryCodesAsync(person) > 0 ? [SecondFactor.Authenticator, SecondFactor.RecoveryCode] : [SecondFactor.Authenticator];

    public async Task<(Person, PendingSignIn)> OpenAsync(string challenge, CancellationToken ct)
    {
        if (box.TryUnprotect(Purpose, challenge) is not { } text || JsonSerializer.Deserialize<PendingSignIn>(text) is not { } pending || pending.Until <= clock.GetUtcNow()) throw Expired();
        var person = await db.People.FirstOrDefaultAsync(p => p.Id == pending.PersonId, ct);
        return person is not null && person.SecurityStamp == pending.Stamp ? (person, pending) : throw Expired();
    }

    /// <summary>Accepts a code once. Wrong ones count towards the lock.</summary>
    /// <returns>Which kind of code it was, as a session's methods name it.</returns>
    public async Task<string> CheckAsync(Person person, string code, CancellationToken ct)
    {
        if (person.LockoutEnd > clock.GetUtcNow())
            throw new DomainRuleException("sign-in.locked", "Too many wrong codes. Wait a quarter of an hour, then sign in again.", StatusCodes.Status429TooManyRequests);
        var bare = code.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        var method = bare.Length == 6 && bare.All(char.IsAsciiDigit)
            ? await IsAppCodeAsync(person, bare) ? "authenticator" : null
            : (await users.RedeemTwoFactorRecoveryCodeAsync(person, code.Trim().ToUpperInvariant())).Succeeded ? "recovery-code" : null;
        if (method is null)
        {
            person.AccessFailedCount++;
            if (person.AccessFailedCount >= users.Options.Lockout.MaxFailedAccessAttempts)
                (person.AccessFailedCount, person.LockoutEnd) = (0, clock.GetUtcNow() + users.Options.Lockout.DefaultLockoutTimeSpan);
            sessions.Note(person.Id, "code-refused");
            await users.UpdateAsync(person);
            throw new DomainRuleException("sign-in.code-refused", "This code is not right, or was used already. Type the one that the app shows now.", StatusCodes.Status401Unauthorized);
        }
        (person.AccessFailedCount, person.LockoutEnd) = (0, null);
        if (method == "authenticator") (person.LastCode, person.LastCodeAt) = (bare, clock.GetUtcNow());
        // Of two requests with the same code, the second finds the person changed.
        if (!(await users.UpdateAsync(person)).Succeeded)
            throw new DomainRuleException("sign-in.code-refused", "This code was just used. Type the next one that the app shows.", StatusCodes.Status401Unauthorized);
        return method;
    }

    async Task<bool> IsAppCodeAsync(Person person, string code) =>
        !(person.LastCode == code && person.LastCodeAt > clock.GetUtcNow() - CodeLife)
        && await users.VerifyTwoFactorTokenAsync(person, TokenOptions.DefaultAuthenticatorProvider, code);

    static DomainRuleException Expired() =>
        new("sign-in.challenge-expired", "This sign-in took too long or is not valid any more. Begin again with address and password.", StatusCodes.Status401Unauthorized);
}
