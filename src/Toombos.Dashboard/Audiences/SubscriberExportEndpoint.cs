using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Toombos.Client;

namespace Toombos.Dashboard.Audiences;

/// <summary>Hands the people of a list to the browser as a file, as they arrive from the API.</summary>
static class SubscriberExportEndpoint
{
    public static void MapSubscriberExport(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/audiences/{id:guid}/export", ExportAsync).RequireAuthorization(DashboardExtensions.Scheme).ExcludeFromDescription();

    static async Task ExportAsync(Guid id, ToombosClient client, HttpContext context, CancellationToken ct)
    {
        try
        {
            await using var lines = await client.Audiences.OpenExportAsync(id, ct);
            context.Response.ContentType = "text/csv; charset=utf-8";
            context.Response.Headers.ContentDisposition = "attachment; filename=\"audience.csv\"";
            context.Response.Headers.CacheControl = "no-store";
            await lines.CopyToAsync(context.Response.Body, ct);
        }
        catch (ToombosApiException refused)
        {
            // The page says who may export; a session that has ended is sent to sign in.
            context.Response.Redirect(refused.Status == HttpStatusCode.Unauthorized ? "/sign-in" : $"/audiences/{id}");
        }
    }
}
