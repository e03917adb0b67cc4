using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Accounts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Accounts;

/// <summary>The signed-in person, with what they may do where they work.</summary>
static class GetMe
{
    public static async Task<Ok<Me>> Handle(AccountDesk desk, ToombosDb db, UserManager<Person> users, Tenant tenant, CancellationToken ct) =>
        TypedResults.Ok(await ShowAsync(await desk.MeAsync(ct), db, users, tenant, ct));

    public static async Task<Me> ShowAsync(Person me, ToombosDb db, UserManager<Person> users, Tenant tenant, CancellationToken ct) => new()
    {
        Id = me.Id, Name = me.Name, Email = me.Email!, EmailVerified = me.EmailConfirmed, PendingEmail = me.PendingEmail, HasPassword = me.PasswordHash is not null,
        HasAuthenticator = me.TwoFactorEnabled, RecoveryCodesLeft = me.TwoFactorEnabled ? await users.CountRecoveryCodesAsync(me) : 0,
        Passkeys = await db.PersonPasskeys.CountAsync(p => p.UserId == me.Id, ct), CreatedAt = me.CreatedAt, EraseAt = me.EraseAt,
        WorkspaceId = tenant.WorkspaceId, Role = tenant.Caller.Role, Scopes = [.. tenant.Caller.Scopes.Order(StringComparer.Ordinal)],
    };
}
