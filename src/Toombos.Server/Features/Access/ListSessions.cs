using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Access;

/// <summary>Where the person is signed in.</summary>
static class ListSessions
{
    const int Most = 200;

    public static async Task<Ok<IReadOnlyList<SessionSummary>>> Handle(ToombosDb db, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        var (person, current, now) = (tenant.Caller.PersonId, tenant.Caller.SessionId, clock.GetUtcNow());
        var rows = await db.Sessions.AsNoTracking().Where(s => s.PersonId == person && s.ExpiresAt > now).OrderByDescending(s => s.Id).Take(Most).ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<SessionSummary>>([.. rows.Select(s => new SessionSummary
        {
            Id = s.Id, Kind = s.Kind, CreatedAt = s.CreatedAt, LastSeenAt = s.LastSeenAt, ExpiresAt = s.ExpiresAt, Address = s.Address, Device = s.Device,
            Methods = s.Methods.Split(' ', StringSplitOptions.RemoveEmptyEntries), Current = s.Id == current,
        })]);
    }
}
