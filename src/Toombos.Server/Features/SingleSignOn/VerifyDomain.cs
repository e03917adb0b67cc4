using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Accounts.SsoProvider;

namespace Toombos.Server.Features.SingleSignOn;

/// <summary>
/// Looks for the TXT record that proves a domain. Of two workspaces that claim the same one, the one holds it that proved it first,
/// as long as its record stands; whoever runs the domain can thus always take it back.
/// </summary>
static class VerifyDomain
{
    public static async Task<Ok<Wire>> Handle(string domain, ToombosDb db, DomainProof proof, PublicAddress address, TimeProvider clock, CancellationToken ct)
    {
        var provider = await db.SsoProviders.AsNoTracking().FirstOrDefaultAsync(ct) ?? throw GetProvider.NotSetUp();
        var claim = await db.SsoDomains.FirstOrDefaultAsync(d => d.Domain == domain, ct) ?? throw Missing.Of("domain");
        var texts = await proof.TextsAsync(claim.TxtName, ct)
            ?? throw Unproven($"The name servers gave no answer about {claim.TxtName}. Try again in some minutes.");
        if (!texts.Contains(claim.TxtValue))
            throw Unproven($"There is no TXT record {claim.TxtName} with the value {claim.TxtValue} yet. New records can take some minutes, at times hours, to be seen.");

        var held = await db.SsoDomains.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking()
            .FirstOrDefaultAsync(d => d.Domain == domain && d.VerifiedAt != null && d.Id != claim.Id, ct);
        if (held is not null && texts.Contains(held.TxtValue))
            throw Taken(claim);
        if (held is not null)
        {
            await db.SsoDomains.IgnoreQueryFilters([ToombosDb.TenantFilter]).Where(d => d.Id == held.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.VerifiedAt, (DateTimeOffset?)null), ct);
            db.RecordFor(held.WorkspaceId, Caller.System("single sign-on"), "single-sign-on.lose-domain", "sso-domain", held.Id, $"The record of {domain} is gone, and another workspace has proven the domain.");
        }
        claim.VerifiedAt ??= clock.GetUtcNow();
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) // another workspace proved it in this very moment
        {
            throw Taken(claim);
        }
        return TypedResults.Ok(provider.ToWire(await db.SsoDomains.AsNoTracking().ToListAsync(ct), address));
    }

    static DomainRuleException Taken(SsoDomain claim) => new("sso.domain-taken",
        $"Another workspace has proven {claim.Domain} too, and its record still stands. Remove that other toombos-verify record from {claim.TxtName}, then check again.");

    static DomainRuleException Unproven(string sentence) => new("sso.domain-unproven", sentence);
}
