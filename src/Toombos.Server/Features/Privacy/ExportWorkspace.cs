using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Server.Features.Privacy.Exporting;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Privacy;

/// <summary>Everything in the workspace as a ZIP, written while it is read.</summary>
static class ExportWorkspace
{
    public static PushStreamHttpResult Handle(WorkspaceExport export, Tenant tenant, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Stream(stream => export.WriteAsync(stream, ct), "application/zip", $"toombos-workspace-{tenant.Required.ToString("N")[^6..]}-{clock.GetUtcNow().UtcDateTime:yyyy-MM-dd}.zip");
}
