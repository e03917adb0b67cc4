using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Privacy;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Privacy;

/// <summary>Plans the erasure of one's own account, or calls it off. Workspaces in which nobody else is go with it.</summary>
static class EraseMe
{
    public static readonly TimeSpan Grace = TimeSpan.FromDays(14);

    public static Task<Ok<AccountErasure>> Handle(ToombosDb db, Tenant tenant, TimeProvider clock, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        var person = await FindAsync(db, tenant, ct);
        if (await db.AbandonedByAsync(person.Id, ct) is { Count: > 0 } needing)
            throw new DomainRuleException("account.last-owner", $"You are the only owner of {string.Join(", ", needing)}, where others work too. Hand it over or delete it, then erase your account.");
        if (person.EraseAt is null)
        {
            person.EraseAt = clock.GetUtcNow() + Grace;
            db.AccountEvents.Add(new() { PersonId = person.Id, Kind = "erasure-planned", At = clock.GetUtcNow(), Address = tenant.Caller.Address?.ToString() });
        }
        var alone = await db.AloneInAsync(person.Id, ct);
        foreach (var workspace in alone.Where(w => w.EraseAt is null || w.EraseAt > person.EraseAt))
        {
            workspace.EraseAt = person.EraseAt;
            workspace.Version++;
        }
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new AccountErasure(person.EraseAt, [.. alone.Select(w => w.Name)]));
    }, ct);

    public static Task<Ok<AccountErasure>> Keep(ToombosDb db, Tenant tenant, TimeProvider clock, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        var person = await FindAsync(db, tenant, ct);
        if (person.EraseAt is { } planned)
        {
            person.EraseAt = null;
            db.AccountEvents.Add(new() { PersonId = person.Id, Kind = "erasure-called-off", At = clock.GetUtcNow(), Address = tenant.Caller.Address?.ToString() });
            foreach (var workspace in (await db.AloneInAsync(person.Id, ct)).Where(w => w.EraseAt == planned))
            {
                workspace.EraseAt = null;
                workspace.Version++;
            }
            await db.SaveChangesAsync(ct);
        }
        return TypedResults.Ok(new AccountErasure(null, []));
    }, ct);

    static async Task<Person> FindAsync(ToombosDb db, Tenant tenant, CancellationToken ct)
    {
        var id = tenant.Caller.PersonId;
        return await db.People.FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw Missing.Of("person");
    }
}
