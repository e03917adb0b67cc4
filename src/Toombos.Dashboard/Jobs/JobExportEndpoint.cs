using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Toombos.Client;
using Toombos.Dashboard.Design;
using Toombos.Dashboard.Shell;

namespace Toombos.Dashboard.Jobs;

/// <summary>Hands the jobs that a view finds to the browser as a file, as they arrive from the API.</summary>
static class JobExportEndpoint
{
    public static void MapJobExport(this IEndpointRouteBuilder routes) =>
        routes.MapGet(JobAddress.Path + "/export.{format:regex(^(csv|jsonl)$)}", ExportAsync).RequireAuthorization(DashboardExtensions.Scheme).ExcludeFromDescription();

    static async Task ExportAsync(string format, [AsParameters] JobAddress view, ToombosClient client, CurrentWorkspace workspace, HttpContext context, CancellationToken ct)
    {
        try
        {
            await workspace.GetAsync(ct);
            var query = view.ToQuery(workspace.Zone);
            await using var lines = format == "csv" ? await client.Jobs.OpenCsvAsync(query, ct) : await client.Jobs.OpenJsonAsync(query, ct);
            context.Response.ContentType = format == "csv" ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8";
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"jobs.{format}\"";
            context.Response.Headers.CacheControl = "no-store";
            await lines.CopyToAsync(context.Response.Body, ct);
        }
        catch (Exception e) when (Trouble.IsExpected(e) && !context.Response.HasStarted)
        {
            // The page says what is wrong; a session that has ended is sent to sign in.
            context.Response.Redirect(e is ToombosApiException { Status: HttpStatusCode.Unauthorized } ? "/sign-in" : JobAddress.Path);
        }
    }
}
