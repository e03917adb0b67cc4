using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Toombos.Client;
using Toombos.Dashboard.Design;

namespace Toombos.Dashboard.Shell;

/// <summary>Hands a file of the API to the browser, as it arrives.</summary>
static class ApiFile
{
    /// <param name="open">Asks the API for it.</param>
    /// <param name="page">Where whoever is refused reads why.</param>
    public static async Task SendAsync(Func<CancellationToken, Task<Stream>> open, string type, string name, string page, HttpContext context, CancellationToken ct)
    {
        try
        {
            await using var file = await open(ct);
            context.Response.ContentType = type;
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
            context.Response.Headers.CacheControl = "no-store";
            await file.CopyToAsync(context.Response.Body, ct);
        }
        catch (Exception e) when (Trouble.IsExpected(e) && !context.Response.HasStarted)
        {
            // The page says what is wrong; a session that has ended is sent to sign in.
            context.Response.Redirect(e is ToombosApiException { Status: HttpStatusCode.Unauthorized } ? "/sign-in" : page);
        }
    }

    /// <summary>For whoever is signed in, and no part of any description.</summary>
    public static void ForVisitors(this RouteHandlerBuilder route) => route.RequireAuthorization(DashboardExtensions.Scheme).ExcludeFromDescription();
}
