using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Secrets;

namespace Toombos.Server.Platform.Identity;

/// <summary>The store of people. Keys of authenticator apps and recovery codes rest sealed: a copy of the database is no second factor.</summary>
public sealed class PersonStore(ToombosDb db, SecretBox box, IdentityErrorDescriber errors)
    : UserOnlyStore<Person, ToombosDb, Guid, PersonClaim, PersonLogin, PersonToken, PersonPasskey>(db, errors)
{
    public override Task SetTokenAsync(Person user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : box.Protect(PersonToken.Purpose, value), cancellationToken);

    /// <summary>A key that can't be opened any more is none: codes of it are refused, and the person asks the operator for a way back in.</summary>
    public override async Task<string?> GetTokenAsync(Person user, string loginProvider, string name, CancellationToken cancellationToken) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } text ? box.TryUnprotect(PersonToken.Purpose, text) : null;
}
