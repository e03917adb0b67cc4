using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Toombos.Client;
using Toombos.Dashboard.Shell;

namespace Toombos.Dashboard.Audiences;

/// <summary>Hands the people of a list to the browser as a file.</summary>
static class SubscriberExportEndpoint
{
    public static void MapSubscriberExport(this IEndpointRouteBuilder routes) => routes.MapGet("/audiences/{id:guid}/export", (Guid id, ToombosClient client, HttpContext context, CancellationToken ct) =>
        ApiFile.SendAsync(stop => client.Audiences.OpenExportAsync(id, stop), "text/csv; charset=utf-8", "audience.csv", $"/audiences/{id}", context, ct)).ForVisitors();
}
