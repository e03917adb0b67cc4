using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Toombos.Client;
using Toombos.Dashboard.Shell;

namespace Toombos.Dashboard.Privacy;

/// <summary>Hands exports to the browser as files.</summary>
static class ExportEndpoints
{
    const string Zip = "application/zip";

    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/settings/data/export", (ToombosClient client, HttpContext context, CancellationToken ct) =>
            ApiFile.SendAsync(client.Privacy.ExportWorkspaceAsync, Zip, "toombos-workspace.zip", "/settings/data", context, ct)).ForVisitors();
        routes.MapGet("/account/export", (ToombosClient client, HttpContext context, CancellationToken ct) =>
            ApiFile.SendAsync(client.Privacy.ExportMineAsync, Zip, "toombos-my-data.zip", "/account", context, ct)).ForVisitors();
    }
}
