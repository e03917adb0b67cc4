using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Privacy.Consent;

namespace Toombos.Server.Features.Privacy;

/// <summary>What the signed-in person agreed to, newest first.</summary>
static class ListConsents
{
    const int Most = 500;

    public static async Task<Ok<IReadOnlyList<Wire>>> Handle(ToombosDb db, Tenant tenant, CancellationToken ct)
    {
        var person = tenant.Caller.PersonId;
        var rows = await db.Consents.AsNoTracking().Where(c => c.PersonId == person).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(Most).ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<Wire>>([.. rows.Select(c => c.ToWire())]);
    }
}
