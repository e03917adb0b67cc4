using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Toombos.Client;

namespace Toombos.Dashboard.Privacy;

/// <summary>Hands exports to the browser as files, as they arrive from the API.</summary>
static class ExportEndpoints
{
    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/settings/data/export", (ToombosClient client, HttpContext context, CancellationToken ct) =>
            SendAsync(client.Privacy.ExportWorkspaceAsync, "toombos-workspace.zip", "/settings/data", context, ct)).RequireAuthorization(DashboardExtensions.Scheme).ExcludeFromDescription();
        routes.MapGet("/account/export", (ToombosClient client, HttpContext context, CancellationToken ct) =>
            SendAsync(client.Privacy.ExportMineAsync, "toombos-my-data.zip", "/account", context, ct)).RequireAuthorization(DashboardExtensions.Scheme).ExcludeFromDescription();
    }

    static async Task SendAsync(Func<CancellationToken, Task<Stream>> open, string name, string page, HttpContext context, CancellationToken ct)
    {
        try
        {
            await using var zip = await open(ct);
            context.Response.ContentType = "application/zip";
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
            context.Response.Headers.CacheControl = "no-store";
            await zip.CopyToAsync(context.Response.Body, ct);
        }
        catch (ToombosApiException refused)
        {
            // The page says who may export; a session that has ended is sent to sign in.
            context.Response.Redirect(refused.Status == HttpStatusCode.Unauthorized ? "/sign-in" : page);
        }
    }
}
