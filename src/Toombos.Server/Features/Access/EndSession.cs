using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Access;

/// <summary>Signs out: here, there, or everywhere else. The tokens are refused from the next request on.</summary>
static class EndSession
{
    public static async Task<NoContent> Current(SessionDesk desk, ToombosDb db, Tenant tenant, CancellationToken ct)
    {
        var current = tenant.Caller.SessionId;
        if (tenant.WorkspaceId is not null) db.Record("access.sign-out", "session", current);
        await db.SaveChangesAsync(ct);
        await desk.EndAsync(s => s.Id == current, ct);
        return TypedResults.NoContent();
    }

    public static async Task<NoContent> Others(SessionDesk desk, Tenant tenant, CancellationToken ct)
    {
        var (person, current) = (tenant.Caller.PersonId, tenant.Caller.SessionId);
        await desk.EndAsync(s => s.PersonId == person && s.Id != current, ct);
        return TypedResults.NoContent();
    }

    public static async Task<NoContent> One(Guid id, SessionDesk desk, Tenant tenant, CancellationToken ct)
    {
        var person = tenant.Caller.PersonId;
        return await desk.EndAsync(s => s.Id == id && s.PersonId == person, ct) == 1 ? TypedResults.NoContent() : throw Missing.Of("session");
    }
}
