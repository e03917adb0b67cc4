using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Toombos.Client;

namespace Toombos.Dashboard.Audit;

/// <summary>Hands the export of the log to the browser as a file, as it arrives from the API.</summary>
static class AuditExportEndpoint
{
    public static void MapAuditExport(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/settings/audit/export", ExportAsync).RequireAuthorization(DashboardExtensions.Scheme).ExcludeFromDescription();

    static async Task ExportAsync(ToombosClient client, HttpContext context, CancellationToken ct)
    {
        try
        {
            await using var lines = await client.Audit.OpenExportAsync(ct: ct);
            context.Response.ContentType = "application/jsonl; charset=utf-8";
            context.Response.Headers.ContentDisposition = "attachment; filename=\"audit-log.jsonl\"";
            context.Response.Headers.CacheControl = "no-store";
            await lines.CopyToAsync(context.Response.Body, ct);
        }
        catch (ToombosApiException refused)
        {
            // The page says who may export; a session that has ended is sent to sign in.
            context.Response.Redirect(refused.Status == HttpStatusCode.Unauthorized ? "/sign-in" : "/settings/audit");
        }
    }
}
