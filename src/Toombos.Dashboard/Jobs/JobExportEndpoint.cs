using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Toombos.Client;
using Toombos.Dashboard.Shell;

namespace Toombos.Dashboard.Jobs;

/// <summary>Hands the jobs that a view finds to the browser as a file.</summary>
static class JobExportEndpoint
{
    public static void MapJobExport(this IEndpointRouteBuilder routes) => routes.MapGet(JobAddress.Path + "/export.{format:regex(^(csv|jsonl)$)}",
        (string format, [AsParameters] JobAddress view, ToombosClient client, CurrentWorkspace workspace, HttpContext context, CancellationToken ct) => ApiFile.SendAsync(async stop =>
        {
            await workspace.GetAsync(stop);
            var query = view.ToQuery(workspace.Zone);
            return await (format == "csv" ? client.Jobs.OpenCsvAsync(query, stop) : client.Jobs.OpenJsonAsync(query, stop));
        }, format == "csv" ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8", $"jobs.{format}", JobAddress.Path, context, ct)).ForVisitors();
}
