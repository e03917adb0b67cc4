using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Accounts.AccountEvent;

namespace Toombos.Server.Features.Accounts;

/// <summary>What happened to one's account, newest first.</summary>
static class ListEvents
{
    public static async Task<Ok<Page<Wire>>> Handle(ToombosDb db, Tenant tenant, string? after, int? limit, CancellationToken ct)
    {
        var (id, size, person) = (Keyset.IdOf(after), Keyset.Clamp(limit), tenant.Caller.PersonId);
        var rows = await db.AccountEvents.AsNoTracking().Where(e => e.PersonId == person && (id == null || e.Id < id)).OrderByDescending(e => e.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(Keyset.Page(rows, size, e => e.Id.ToString("N"), e => new Wire(e.Id, e.Kind, e.At, e.Address, e.Device)));
    }
}
