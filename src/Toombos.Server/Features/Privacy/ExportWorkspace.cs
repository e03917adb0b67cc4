using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Server.Features.Privacy.Exporting;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Privacy;

/// <summary>Everything in the workspace as a ZIP, written while it is read. That somebody took it is worth an entry in the log.</summary>
static class ExportWorkspace
{
    public static async Task<PushStreamHttpResult> Handle(WorkspaceExport export, ToombosDb db, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        db.Record(note: "All of the workspace's data was taken out.");
        await db.SaveChangesAsync(ct);
        return TypedResults.Stream(stream => export.WriteAsync(stream, ct), "application/zip", $"toombos-workspace-{tenant.Required.ToString("N")[^6..]}-{clock.GetUtcNow().UtcDateTime:yyyy-MM-dd}.zip");
    }
}
