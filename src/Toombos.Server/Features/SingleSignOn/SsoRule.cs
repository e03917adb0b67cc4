using Microsoft.EntityFrameworkCore;
using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.SingleSignOn;

/// <summary>
/// Whether a person must sign in at their workspace's provider. Asked only once the password or passkey was right, so that a stranger
/// learns nothing; owners are excepted, so that a broken provider locks nobody out for good.
/// </summary>
public sealed class SsoRule(ToombosDb db)
{
    /// <summary>True when a password, or anything else that is not the provider, must not open a session for this person.</summary>
    public async Task<bool> RefusesPasswordAsync(Person person, CancellationToken ct)
    {
        var domain = person.NormalizedEmail?[(person.NormalizedEmail.LastIndexOf('@') + 1)..];
        return await (
            from claim in db.SsoDomains.IgnoreQueryFilters([ToombosDb.TenantFilter])
            join provider in db.SsoProviders on claim.WorkspaceId equals provider.WorkspaceId
            join member in db.Members on claim.WorkspaceId equals member.WorkspaceId
            where claim.Domain == domain && claim.VerifiedAt != null && provider.Required && member.PersonId == person.Id && member.Role != WorkspaceRole.Owner
            select claim.Id).AnyAsync(ct);
    }

    public static DomainRuleException Refused() =>
        new("sso.required", "Your workspace asks you to sign in with your organisation's account. Choose single sign-on.", StatusCodes.Status403Forbidden);
}
