using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Privacy;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Privacy;

/// <summary>Says and changes how long the workspace keeps what piles up; the next sweep acts on it.</summary>
static class SetRetention
{
    public static async Task<Ok<Retention>> Get(ToombosDb db, CancellationToken ct) =>
        TypedResults.Ok((await db.RetentionRules.AsNoTracking().FirstOrDefaultAsync(ct))?.ToWire() ?? new());

    public static async Task<Ok<Retention>> Handle(Retention request, ToombosDb db, Tenant tenant, CancellationToken ct)
    {
        var rules = await db.RetentionRules.FirstOrDefaultAsync(ct);
        if (rules is null) db.RetentionRules.Add(rules = new() { WorkspaceId = tenant.Required });
        (rules.AuditMonths, rules.SnapshotVersions, rules.DraftVersions) = (request.AuditMonths, request.SnapshotVersions, request.DraftVersions);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(rules.ToWire());
    }
}
