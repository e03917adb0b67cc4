using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Toombos.Client;
using Toombos.Dashboard.Shell;

namespace Toombos.Dashboard.Audit;

/// <summary>Hands the export of the log to the browser as a file.</summary>
static class AuditExportEndpoint
{
    public static void MapAuditExport(this IEndpointRouteBuilder routes) => routes.MapGet("/settings/audit/export", (ToombosClient client, HttpContext context, CancellationToken ct) =>
        ApiFile.SendAsync(stop => client.Audit.OpenExportAsync(ct: stop), "application/jsonl; charset=utf-8", "audit-log.jsonl", "/settings/audit", context, ct)).ForVisitors();
}
